package dev.skein.group;

import dev.skein.plan.PlannedTarget;
import dev.skein.target.TargetConnector;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Targets that are configured one by one. */
public record NamedMembers(List<PlannedTarget> targets) implements Members {
    /** Copies the targets. */
    public NamedMembers {
        targets = List.copyOf(targets);
    }

    @Override
    public List<Member> list(TargetConnector connector) {
        return targets.stream().map(NamedMembers::member).toList();
    }

    @Override
    public Optional<Member> find(String name) {
        return targets.stream()
                .map(NamedMembers::member)
                .filter(member -> member.name().equals(name))
                .findFirst();
    }

    private static Member member(PlannedTarget target) {
        return new Member(target.target().name(), target);
    }

    @Override
    public String describe() {
        return targets.stream().map(target -> target.target().name()).collect(Collectors.joining(", "));
    }
}
