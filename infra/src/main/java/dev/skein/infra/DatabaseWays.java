package dev.skein.infra;

import dev.skein.infra.stage.DatabaseSettings;
import java.util.HashSet;
import java.util.Set;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.ec2.CfnSecurityGroupEgress;
import software.amazon.awscdk.services.ec2.CfnSecurityGroupIngress;
import software.amazon.awscdk.services.ec2.ISecurityGroup;
import software.constructs.Construct;

/**
 * The ways from the workers to databases. Databases behind one security group and port share theirs, since EC2 refuses a rule that is
 * there already; so what a way is called does not depend on the targets that use it.
 */
final class DatabaseWays extends Construct {
    private final ISecurityGroup workers;
    private final Set<String> open = new HashSet<>();

    DatabaseWays(Construct scope, String id, ISecurityGroup workers) {
        super(scope, id);
        this.workers = workers;
    }

    /** Opens the way to a database, on both sides where the other one is a security group. */
    void open(DatabaseSettings database) {
        String side = database.side().match(group -> group.id(), range -> range.block());
        if (open.add(side + " " + database.port())) {
            // What is made here, too, has no id yet that a name could be made of; there is one of these.
            String name = Token.isUnresolved(side) ? "database" : side.replace('/', '-');
            open(new Construct(this, name + "-" + database.port()), database);
        }
    }

    private void open(Construct way, DatabaseSettings database) {
        CfnSecurityGroupEgress.Builder egress = CfnSecurityGroupEgress.Builder.create(way, "out")
                .groupId(workers.getSecurityGroupId())
                .ipProtocol("tcp")
                .fromPort(database.port())
                .toPort(database.port())
                .description("databases of targets");
        database.side()
                .match(
                        group -> {
                            letIn(way, group, database.port());
                            return egress.destinationSecurityGroupId(group.id());
                        },
                        range -> egress.cidrIp(range.block()))
                .build();
    }

    private void letIn(Construct way, DatabaseSettings.Group group, int port) {
        CfnSecurityGroupIngress.Builder.create(way, "in")
                .groupId(group.id())
                .sourceSecurityGroupId(workers.getSecurityGroupId())
                .ipProtocol("tcp")
                .fromPort(port)
                .toPort(port)
                .description("workers of Skein")
                .build();
    }
}
