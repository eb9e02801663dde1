package dev.skein.infra.stage;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A database that is there, as AWS knows it.
 *
 * @param securityGroup of the database; gets a rule that lets the workers in
 * @param secretKey ARN of the key that the login's secret is encrypted with; empty for AWS's own
 * @param resourceId of the cluster, instance or proxy, for logins by IAM
 */
public record DatabaseSettings(
        String securityGroup, int port, Optional<String> secretKey, Optional<String> resourceId) {
    private static final Pattern GROUP = Pattern.compile("sg-[0-9a-f]+");
    private static final Pattern KEY = Pattern.compile("arn:aws:kms:[a-z0-9-]+:\\d{12}:key/.+");
    private static final Pattern RESOURCE = Pattern.compile("(cluster|db|prx)-[A-Za-z0-9]+");

    public DatabaseSettings {
        new Check()
                .form("security-group", securityGroup, GROUP, "the database's security group, sg-…")
                .range("port", port, 1, 65_535)
                .forms("secret-key", secretKey.stream().toList(), KEY, "the ARN of a key, arn:aws:kms:…:key/…")
                .forms(
                        "resource-id",
                        resourceId.stream().toList(),
                        RESOURCE,
                        "cluster-…, db-… or prx-…, as RDS shows it")
                .done();
    }
}
