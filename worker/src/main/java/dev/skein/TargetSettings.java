package dev.skein;

import dev.skein.bundle.BundleId;
import dev.skein.plan.PlannedTarget;
import dev.skein.target.Credentials;
import dev.skein.target.Namespace;
import dev.skein.target.Target;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the settings of one target. */
final class TargetSettings {
    private static final List<String> GROUP = List.of("members", "databases", "schemas", "canary");

    static final List<String> FIELDS = Stream.of(
                    List.of("url", "schema", "search-path", "history-table", "role", RolloutSettings.FIELD),
                    GROUP,
                    CredentialSettings.FIELDS,
                    PlanSettingsReader.FIELDS,
                    CredentialSettings.FIELDS.stream()
                            .map(field -> "shadow-" + field)
                            .toList())
            .flatMap(List::stream)
            .toList();

    private final SettingsSource source;
    private final List<String> mistakes;
    private final CredentialSettings credentials;
    private final PlanSettingsReader plans;

    TargetSettings(
            SettingsSource source, List<String> mistakes, CredentialSettings credentials, PlanSettingsReader plans) {
        this.source = source;
        this.mistakes = mistakes;
        this.credentials = credentials;
        this.plans = plans;
    }

    /** What a target's name stands for: targets for one, or a group, whose members may come later in the settings. */
    record Found(Optional<PlannedTarget> single, Optional<GroupSettings> group) {}

    Found read(String name) {
        String prefix = "targets." + name + ".";
        Optional<GroupSettings> group = GroupSettings.read(source, mistakes, name);
        if (group.filter(GroupSettings::isOfNames).isPresent()) {
            requireName(name);
            return new Found(Optional.empty(), group);
        }
        Optional<PlannedTarget> target = single(name, prefix);
        return group.isPresent()
                ? new Found(Optional.empty(), target.map(template -> group.get().with(template)))
                : new Found(target, Optional.empty());
    }

    private void requireName(String name) {
        if (!BundleId.NAME.matcher(name).matches()) {
            mistakes.add("targets." + name + ": a target's name has the form " + BundleId.NAME.pattern());
        }
    }

    private Optional<PlannedTarget> single(String name, String prefix) {
        int before = mistakes.size();
        requireName(name);
        String url = source.text(prefix + "url").orElse("");
        if (!Target.isPlainUrl(url)) {
            mistakes.add(prefix + "url: expected jdbc:postgresql://host:port/database, without user or password");
        }
        Namespace namespace = new Namespace(
                source.text(prefix + "schema").orElse("public"),
                source.list(prefix + "search-path"),
                source.text(prefix + "history-table").orElse("flyway_schema_history"),
                source.text(prefix + "role").orElse(null));
        Credentials login = credentials.read(prefix);
        PlannedTarget target =
                new PlannedTarget(new Target(name, url, login, namespace), plans.read(prefix), plans.applying(prefix));
        return mistakes.size() > before ? Optional.empty() : Optional.of(target);
    }
}
