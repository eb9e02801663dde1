package dev.skein.sandbox.secrets;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A secret with its versions and the stages that point at them.
 *
 * @see <a href="https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html">What is in a
 *     secret</a>
 */
final class Secret {
    static final String CURRENT = "AWSCURRENT";
    private static final String PREVIOUS = "AWSPREVIOUS";

    private final String name;
    private final String arn;
    private final Map<String, Version> versions = new LinkedHashMap<>();
    private final Map<String, String> idByStage = new LinkedHashMap<>();
    private Instant deletion = Instant.MAX;

    Secret(String name, String arn) {
        this.name = name;
        this.arn = arn;
    }

    String name() {
        return name;
    }

    String arn() {
        return arn;
    }

    boolean isDeleted() {
        return !deletion.equals(Instant.MAX);
    }

    void delete(Instant when) {
        deletion = when;
    }

    /** Whether a version of this identifier has this very value; refuses one that has another. */
    boolean has(String id, Value value) {
        Version existing = versions.get(id);
        if (existing != null && !existing.value().equals(value)) {
            throw SecretsError.exists("You can't use ClientRequestToken " + id
                    + " because that value is already in use for a version of secret " + arn + ".");
        }
        return existing != null;
    }

    /** Adds a version and moves the stages to it; the first one is current in any case. */
    void add(Version version, List<String> stages) {
        boolean first = versions.isEmpty();
        versions.put(version.id(), version);
        if (stages.contains(CURRENT) || first) {
            makeCurrent(version.id());
        }
        stages.stream().filter(stage -> !stage.equals(CURRENT)).forEach(stage -> idByStage.put(stage, version.id()));
    }

    /** The version of that identifier, which has that stage as well where both are given. */
    Version version(Optional<String> id, Optional<String> stage) {
        String staged = idByStage.getOrDefault(stage.orElse(CURRENT), "");
        if (id.isPresent() && stage.isPresent() && versions.containsKey(id.get()) && !staged.equals(id.get())) {
            throw SecretsError.invalidRequest(
                    "You provided a VersionStage that is not associated to the provided VersionId.");
        }
        String what = id.map(value -> "VersionId: " + value).orElseGet(() -> "staging label: " + stage.orElse(CURRENT));
        return Optional.ofNullable(versions.get(id.orElse(staged)))
                .orElseThrow(() -> SecretsError.notFound("secret value for " + what));
    }

    List<String> stages(Version version) {
        return idByStage.entrySet().stream()
                .filter(entry -> entry.getValue().equals(version.id()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private void makeCurrent(String id) {
        String before = idByStage.put(CURRENT, id);
        if (before != null && !before.equals(id)) {
            idByStage.put(PREVIOUS, before);
        }
    }
}
