package dev.skein;

import dev.skein.bundle.BundleKey;
import dev.skein.ecs.EcsService;
import dev.skein.group.Group;
import dev.skein.group.Member;
import dev.skein.group.Members;
import dev.skein.outcome.Membership;
import dev.skein.plan.PlannedTarget;
import dev.skein.target.TargetConnector;
import dev.skein.target.TransientFailure;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What bundles can be applied to.
 *
 * @param single targets that are configured one by one, by name
 * @param groups by name
 * @param rollouts services that wait for a target or a group, by its name
 */
record Targets(Map<String, PlannedTarget> single, Map<String, Group> groups, Map<String, List<EcsService>> rollouts) {
    Targets {
        single = Map.copyOf(single);
        groups = Map.copyOf(groups);
        rollouts = Map.copyOf(rollouts);
    }

    /** The names that bundles are uploaded to. */
    Set<String> names() {
        return Stream.concat(single.keySet().stream(), groups.keySet().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The target of a key for a message that may be for a member of a group; empty where there is none, or none any more. */
    Optional<PlannedTarget> find(BundleKey key, Membership membership) {
        return membership.isAny()
                ? Optional.ofNullable(groups.get(key.target()))
                        .flatMap(group -> group.members().find(membership.member()))
                        .map(Member::target)
                : Optional.ofNullable(single.get(key.target()));
    }

    /**
     * The target of a name, members of groups included.
     *
     * @throws TransientFailure when a server that has to tell does not
     */
    Optional<PlannedTarget> named(String name, TargetConnector connector) {
        PlannedTarget target = single.get(name);
        if (target != null) {
            return Optional.of(target);
        }
        return groups.values().stream()
                .filter(group -> name.startsWith(group.name() + "-"))
                .flatMap(group -> list(group.members(), connector).stream())
                .map(Member::target)
                .filter(member -> member.target().name().equals(name))
                .findFirst();
    }

    private static List<Member> list(Members members, TargetConnector connector) {
        try {
            return members.list(connector);
        } catch (SQLException e) {
            throw new TransientFailure("the members of a group cannot be listed", e);
        }
    }
}
