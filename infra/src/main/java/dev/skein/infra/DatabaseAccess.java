package dev.skein.infra;

import dev.skein.infra.stage.DatabaseSettings;
import dev.skein.infra.stage.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.services.ec2.CfnSecurityGroupEgress;
import software.amazon.awscdk.services.ec2.CfnSecurityGroupIngress;
import software.amazon.awscdk.services.ec2.ISecurityGroup;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.constructs.Construct;

/** A way from the workers to one database, and the permission to log in there. */
final class DatabaseAccess extends Construct {
    private final List<PolicyStatement> permissions;

    /**
     * Opens the way, on both sides.
     *
     * @param login what the worker's role is permitted
     */
    DatabaseAccess(Construct scope, String id, ISecurityGroup workers, DatabaseSettings database, Login login) {
        super(scope, id);
        this.permissions = login.permissions(database);
        CfnSecurityGroupEgress.Builder.create(this, "out")
                .groupId(workers.getSecurityGroupId())
                .destinationSecurityGroupId(database.securityGroup())
                .ipProtocol("tcp")
                .fromPort(database.port())
                .toPort(database.port())
                .description("database of " + id)
                .build();
        CfnSecurityGroupIngress.Builder.create(this, "in")
                .groupId(database.securityGroup())
                .sourceSecurityGroupId(workers.getSecurityGroupId())
                .ipProtocol("tcp")
                .fromPort(database.port())
                .toPort(database.port())
                .description("workers of Skein")
                .build();
    }

    List<PolicyStatement> permissions() {
        return permissions;
    }

    /**
     * How a database is logged in to.
     *
     * @param secret ARN of the secret; empty for a login by IAM
     * @param user of a login by IAM
     */
    record Login(Place place, Optional<String> secret, String user) {
        /** By the target's keys, or by those of its shadow. */
        static Login of(Place place, Map<String, String> keys, String prefix) {
            return new Login(
                    place,
                    Optional.ofNullable(keys.get(prefix + "password-secret")),
                    keys.getOrDefault(prefix + "user", ""));
        }

        private List<PolicyStatement> permissions(DatabaseSettings database) {
            List<PolicyStatement> found = new ArrayList<>();
            secret.ifPresentOrElse(
                    arn -> found.add(Allow.to("secretsmanager:GetSecretValue").on(arn)),
                    () -> found.add(Allow.to("rds-db:connect")
                            .on(place.arn(
                                    "rds-db", "dbuser:" + database.resourceId().orElseThrow() + "/" + user))));
            database.secretKey()
                    .ifPresent(key -> found.add(Allow.to("kms:Decrypt")
                            .when(
                                    "StringEquals",
                                    "kms:ViaService",
                                    "secretsmanager." + place.region() + ".amazonaws.com")
                            .on(key)));
            return found;
        }
    }
}
