package dev.skein;

import dev.skein.group.Group;
import dev.skein.group.MatchingMembers;
import dev.skein.group.Members;
import dev.skein.group.NamePattern;
import dev.skein.group.NamedMembers;
import dev.skein.plan.PlannedTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the settings say of a group: its members' names, or a pattern of databases or schemas.
 *
 * @param names of targets; none where there is a pattern
 * @param template what all have in common that fit the pattern; null until it is read
 */
record GroupSettings(
        String name,
        List<String> names,
        @Nullable Matching matching,
        @Nullable PlannedTarget template,
        int canary) {
    /** A pattern and what it is of. */
    record Matching(NamePattern pattern, MatchingMembers.Kind kind) {}

    /** Reads them; empty where the name is no group's. */
    static Optional<GroupSettings> read(SettingsSource source, List<String> mistakes, String name) {
        String prefix = "targets." + name + ".";
        List<String> names = source.list(prefix + "members");
        Optional<Matching> databases = matching(source, prefix + "databases", MatchingMembers.Kind.DATABASE);
        Optional<Matching> schemas = matching(source, prefix + "schemas", MatchingMembers.Kind.SCHEMA);
        Optional<String> canary = source.text(prefix + "canary");
        int ways = (names.isEmpty() ? 0 : 1) + (databases.isPresent() ? 1 : 0) + (schemas.isPresent() ? 1 : 0);
        if (ways > 1) {
            mistakes.add("targets." + name + ": more than one of members, databases and schemas is set");
        }
        if (ways == 0 && canary.isPresent()) {
            mistakes.add(prefix + "canary: only a group has one; set members, databases or schemas");
        }
        if (canary.filter(text -> !text.matches("\\d{1,4}")).isPresent()) {
            mistakes.add(prefix + "canary: expected a number of members, from 0 to 9999");
            return Optional.empty();
        }
        return ways == 0
                ? Optional.empty()
                : Optional.of(new GroupSettings(
                        name,
                        names,
                        databases.or(() -> schemas).orElse(null),
                        null,
                        canary.map(Integer::parseInt).orElse(0)));
    }

    private static Optional<Matching> matching(SettingsSource source, String key, MatchingMembers.Kind kind) {
        return source.text(key).map(text -> new Matching(new NamePattern(text), kind));
    }

    /** Whether its members are targets with names. */
    boolean isOfNames() {
        return matching == null;
    }

    GroupSettings with(PlannedTarget found) {
        return new GroupSettings(name, names, matching, found, canary);
    }

    /** The group itself; a member that is no target is a mistake. */
    Group group(Map<String, PlannedTarget> targets, List<String> mistakes) {
        return new Group(name, members(targets, mistakes), canary);
    }

    private Members members(Map<String, PlannedTarget> targets, List<String> mistakes) {
        if (matching != null && template != null) {
            return new MatchingMembers(matching.pattern(), matching.kind(), template);
        }
        List<PlannedTarget> members = new ArrayList<>();
        for (String member : names) {
            PlannedTarget target = targets.get(member);
            if (target == null) {
                mistakes.add("targets." + name + ".members: there is no target " + member);
            } else {
                members.add(target);
            }
        }
        return new NamedMembers(members);
    }
}
