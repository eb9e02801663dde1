package dev.skein.plan.probe;

import dev.skein.plan.probe.Demand.About;
import dev.skein.plan.probe.Story.Step;
import java.util.List;
import java.util.Optional;

/** Completes demands: which statement it is that demands, and what makes today's rows a bad witness. */
final class Drafts {
    private final Scene scene;
    private final Writes writes;

    Drafts(Scene scene) {
        this.scene = scene;
        this.writes = new Writes(scene);
    }

    Scene scene() {
        return scene;
    }

    /**
     * A demand.
     *
     * @param demanding the statement whose words say so; empty where no words do, such as of a DO block
     */
    Demand of(About about, Optional<Step> demanding, List<String> relations, Question question) {
        Optional<Step> guess = demanding.or(() -> scene.story().lastLocking(about.relation()));
        // A block that demands it may have written before, in the same statement.
        int end = demanding
                .map(Step::place)
                .or(() -> guess.map(step -> step.place() + 1))
                .orElse(scene.story().steps().size());
        return new Demand(
                about,
                guess.map(step -> step.traced().statement()).orElse(null),
                relations,
                writes.before(end, relations),
                question);
    }

    /** The same with doubt where rows get numbers of a sequence: they are known to differ, but not which they are. */
    static Demand numbered(Demand demand) {
        return demand.question().shown().contains(Addition.NUMBERED)
                ? demand.doubted("the bundle fills rows with numbers from a sequence")
                : demand;
    }

    /** A demand that refers to a table which the bundle creates, and perhaps fills. */
    Demand filled(Demand demand, String created) {
        int end = scene.story().steps().stream()
                .filter(step -> step.traced().statement().equals(demand.statement()))
                .map(Step::place)
                .findFirst()
                .orElse(scene.story().steps().size());
        String doubt = writes.before(end, List.of(created));
        return doubt.isEmpty() ? demand : demand.doubted(doubt);
    }
}
