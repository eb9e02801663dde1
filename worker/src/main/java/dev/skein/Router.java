package dev.skein;

import dev.skein.bundle.BundleKey;
import dev.skein.group.GroupRun;
import dev.skein.intake.Mark;
import dev.skein.intake.ObjectVersion;
import dev.skein.outcome.Membership;
import dev.skein.outcome.RunId;
import dev.skein.outcome.TargetRun;
import dev.skein.target.TargetConnector;
import java.util.Optional;

/** Finds where an upload is to be applied: by its key, or, where its message is for a member of a group, by that. */
final class Router {
    private final Targets targets;
    private final TargetConnector connector;
    private final TargetRun targetRun;
    private final GroupRun groupRun;

    Router(Targets targets, TargetConnector connector, TargetRun targetRun, GroupRun groupRun) {
        this.targets = targets;
        this.connector = connector;
        this.targetRun = targetRun;
        this.groupRun = groupRun;
    }

    /** The run that a delivery is about. */
    static RunId run(Delivery delivery) {
        ObjectVersion object = delivery.object();
        RunId own = RunId.of(object.key(), object.versionId());
        return delivery.message()
                .mark(Mark.RUN)
                .filter(run -> Membership.of(delivery.message()).isAny())
                .map(RunId::new)
                .filter(member -> member.isSameUploadAs(own))
                .orElse(own);
    }

    /** The key of a delivery's bundle at its target; empty where the upload's names none. */
    static Optional<BundleKey> key(Delivery delivery) {
        return run(delivery).upload().map(RunId.Upload::key);
    }

    /** Where it is to be applied; empty where that is not configured. */
    Optional<Destination> destination(Delivery delivery) {
        Membership membership = Membership.of(delivery.message());
        Optional<BundleKey> uploaded = BundleKey.parse(delivery.object().key());
        if (uploaded.isEmpty()) {
            return Optional.empty();
        }
        String name = uploaded.get().target();
        Optional<Destination> group = Optional.ofNullable(targets.groups().get(name))
                .filter(found -> !membership.isAny())
                .map(found -> new GroupDestination(groupRun, found, connector));
        return group.isPresent()
                ? group
                : targets.find(uploaded.get(), membership).map(target -> new TargetDestination(targetRun, target));
    }
}
