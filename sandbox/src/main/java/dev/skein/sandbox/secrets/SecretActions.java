package dev.skein.sandbox.secrets;

import dev.skein.sandbox.http.Json;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The actions on secrets; every one is atomic. */
final class SecretActions {
    private static final int LONGEST_WINDOW = 30;
    private static final int SHORTEST_WINDOW = 7;
    private static final int MOST_STAGES = 20;

    private final Secrets secrets = new Secrets();
    private final Clock clock;

    SecretActions(Clock clock) {
        this.clock = clock;
    }

    /** Makes a secret; a repeated call with the same token and value gets the same answer. */
    synchronized ObjectNode create(Parameters call) {
        String name = call.required("Name");
        String token = call.token();
        Optional<Value> value = Value.of(call);
        Optional<Secret> existing = secrets.named(name);
        existing.ifPresent(secret -> checkRepeated(secret, token, value));
        Secret secret = existing.orElseGet(() -> secrets.create(name));
        if (existing.isEmpty() && value.isPresent()) {
            secret.add(new Version(token, value.get(), clock.instant()), List.of(Secret.CURRENT));
        }
        ObjectNode answer = answer(secret);
        return value.isPresent() ? answer.put("VersionId", token) : answer;
    }

    synchronized ObjectNode put(Parameters call) {
        Secret secret = live(call);
        String token = call.token();
        List<String> stages = stages(call);
        Value value = Value.of(call)
                .orElseThrow(
                        () -> SecretsError.invalidRequest("You must provide either SecretString or SecretBinary."));
        if (!secret.has(token, value)) {
            secret.add(new Version(token, value, clock.instant()), stages);
        }
        ObjectNode answer = answer(secret).put("VersionId", token);
        putStages(answer, secret, secret.version(Optional.of(token), Optional.empty()));
        return answer;
    }

    synchronized ObjectNode get(Parameters call) {
        Secret secret = live(call);
        Version version = secret.version(call.text("VersionId"), call.text("VersionStage"));
        ObjectNode answer = answer(secret).put("VersionId", version.id());
        version.value().putInto(answer);
        putStages(answer, secret, version);
        return answer.put("CreatedDate", seconds(version.created()));
    }

    /** Hides a secret for its recovery window, or takes it away at once, whether it is there or not. */
    synchronized ObjectNode delete(Parameters call) {
        Optional<Integer> window = call.number("RecoveryWindowInDays");
        boolean force = call.isTrue("ForceDeleteWithoutRecovery");
        checkWindow(window, force);
        Instant now = clock.instant();
        if (force) {
            return forceDelete(call.secretId()).put("DeletionDate", seconds(now));
        }
        Secret secret = live(call);
        Instant deletion = now.plus(Duration.ofDays(window.orElse(LONGEST_WINDOW)));
        secret.delete(deletion);
        return answer(secret).put("DeletionDate", seconds(deletion));
    }

    private ObjectNode forceDelete(String id) {
        Optional<Secret> secret = secrets.find(id);
        secret.ifPresent(found -> secrets.remove(found.name()));
        return secret.map(SecretActions::answer)
                .orElseGet(() -> answer(new Secret(id, id.startsWith("arn:") ? id : secrets.arn(id))));
    }

    private static void checkRepeated(Secret secret, String token, Optional<Value> value) {
        if (secret.isDeleted()) {
            throw SecretsError.invalidRequest("You can't create this secret because a secret with this name is already"
                    + " scheduled for deletion.");
        }
        if (value.filter(given -> secret.has(token, given)).isEmpty()) {
            throw SecretsError.exists("The operation failed because the secret " + secret.name() + " already exists.");
        }
    }

    private static void checkWindow(Optional<Integer> window, boolean force) {
        if (force && window.isPresent()) {
            throw SecretsError.invalidParameter(
                    "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.");
        }
        if (window.filter(days -> days < SHORTEST_WINDOW || days > LONGEST_WINDOW)
                .isPresent()) {
            throw SecretsError.invalidParameter(
                    "The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).");
        }
    }

    private Secret live(Parameters call) {
        Secret secret = secrets.require(call.secretId());
        if (secret.isDeleted()) {
            throw SecretsError.invalidRequest(
                    "You can't perform this operation on the secret because it was marked for" + " deletion.");
        }
        return secret;
    }

    private static List<String> stages(Parameters call) {
        List<String> stages = call.texts("VersionStages");
        boolean lengths = stages.stream().allMatch(stage -> !stage.isEmpty() && stage.length() <= 256);
        if (stages.size() > MOST_STAGES || !lengths) {
            throw SecretsError.validation("1 validation error detected: Value at 'versionStages' failed to satisfy"
                    + " constraint: 1 to 20 stages of 1 to 256 characters");
        }
        return stages.isEmpty() ? List.of(Secret.CURRENT) : stages;
    }

    private static ObjectNode answer(Secret secret) {
        return Json.object().put("ARN", secret.arn()).put("Name", secret.name());
    }

    private static void putStages(ObjectNode answer, Secret secret, Version version) {
        ArrayNode stages = answer.putArray("VersionStages");
        secret.stages(version).forEach(stages::add);
    }

    private static BigDecimal seconds(Instant instant) {
        return BigDecimal.valueOf(instant.toEpochMilli(), 3);
    }
}
