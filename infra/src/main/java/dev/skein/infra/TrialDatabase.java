package dev.skein.infra;

import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.rds.AuroraPostgresClusterEngineProps;
import software.amazon.awscdk.services.rds.AuroraPostgresEngineVersion;
import software.amazon.awscdk.services.rds.ClusterInstance;
import software.amazon.awscdk.services.rds.Credentials;
import software.amazon.awscdk.services.rds.DatabaseCluster;
import software.amazon.awscdk.services.rds.DatabaseClusterEngine;
import software.amazon.awscdk.services.rds.ServerlessV2ClusterInstanceProps;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.constructs.Construct;

/** A database to try things on: Aurora Serverless v2, which pauses when nobody uses it, and goes with its stack. */
final class TrialDatabase extends Construct {
    private static final String DATABASE = "trial";

    private final SecurityGroup group;
    private final DatabaseCluster cluster;

    TrialDatabase(Construct scope, String id, Network network) {
        super(scope, id);
        this.group = SecurityGroup.Builder.create(this, "group")
                .vpc(network.vpc())
                .description("Database of a trial; the stack of the stage lets the workers in")
                .allowAllOutbound(false)
                .build();
        this.cluster = DatabaseCluster.Builder.create(this, "cluster")
                .engine(DatabaseClusterEngine.auroraPostgres(AuroraPostgresClusterEngineProps.builder()
                        .version(AuroraPostgresEngineVersion.VER_17_7)
                        .build()))
                .writer(ClusterInstance.serverlessV2(
                        "writer", ServerlessV2ClusterInstanceProps.builder().build()))
                .serverlessV2MinCapacity(0)
                .serverlessV2MaxCapacity(2)
                .credentials(Credentials.fromGeneratedSecret("skein"))
                .defaultDatabaseName(DATABASE)
                .vpc(network.vpc())
                .vpcSubnets(network.subnets())
                .securityGroups(List.of(group))
                .storageEncrypted(true)
                .iamAuthentication(true)
                .deletionProtection(false)
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
        suppress();
    }

    String securityGroup() {
        return group.getSecurityGroupId();
    }

    String secret() {
        return Objects.requireNonNull(cluster.getSecret()).getSecretArn();
    }

    /** The keys of the target whose database this is. */
    Map<String, String> keys() {
        ISecret secret = Objects.requireNonNull(cluster.getSecret());
        return Map.of(
                "url",
                "jdbc:postgresql://" + cluster.getClusterEndpoint().getHostname() + ":5432/" + DATABASE
                        + "?sslmode=require",
                "password-secret",
                secret.getSecretArn());
    }

    private void suppress() {
        NagSuppressions.addResourceSuppressions(
                cluster,
                Stream.of("AwsSolutions-RDS10", "AwsSolutions-RDS11", "AwsSolutions-SMG4")
                        .map(rule -> NagPackSuppression.builder()
                                .id(rule)
                                .reason(
                                        "A database for a trial is thrown away with its stack, and holds nothing that a fixed"
                                                + " password or the usual port would put at risk.")
                                .build())
                        .toList(),
                true);
    }
}
