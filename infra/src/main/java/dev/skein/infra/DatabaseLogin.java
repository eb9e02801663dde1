package dev.skein.infra;

import dev.skein.infra.stage.DatabaseSettings;
import dev.skein.infra.stage.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.services.iam.PolicyStatement;

/**
 * How a database is logged in to.
 *
 * @param secret ARN of the secret; empty for a login by IAM
 * @param user of a login by IAM
 */
record DatabaseLogin(Place place, Optional<String> secret, String user) {
    /** By the target's keys, or by those of its shadow. */
    static DatabaseLogin of(Place place, Map<String, String> keys, String prefix) {
        return new DatabaseLogin(
                place,
                Optional.ofNullable(keys.get(prefix + "password-secret")),
                keys.getOrDefault(prefix + "user", ""));
    }

    /** What the worker's role is permitted for it. */
    List<PolicyStatement> permissions(DatabaseSettings database) {
        List<PolicyStatement> found = new ArrayList<>();
        secret.ifPresentOrElse(
                arn -> found.add(Allow.to("secretsmanager:GetSecretValue").on(arn)),
                () -> found.add(Allow.to("rds-db:connect")
                        .on(place.arn(
                                "rds-db", "dbuser:" + database.resourceId().orElseThrow() + "/" + user))));
        database.secretKey()
                .ifPresent(key -> found.add(Allow.to("kms:Decrypt")
                        .when("StringEquals", "kms:ViaService", "secretsmanager." + place.region() + ".amazonaws.com")
                        .on(key)));
        return found;
    }
}
