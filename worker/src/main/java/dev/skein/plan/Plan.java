package dev.skein.plan;

import dev.skein.bundle.BundleId;
import dev.skein.flyway.PendingMigration;
import dev.skein.plan.facts.TargetFacts;
import dev.skein.plan.hazard.Decision;
import dev.skein.plan.probe.Probe;
import dev.skein.plan.schema.SchemaDiff;
import dev.skein.plan.trace.Inconclusive;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What applying a bundle to a target would do, found out before the target is touched.
 *
 * @param pending what would be applied, in order
 * @param fingerprint what an approval depends on; its hash names the plan
 */
public record Plan(
        Head head,
        Method method,
        List<PendingMigration> pending,
        Findings findings,
        Effect effect,
        Fingerprint fingerprint) {
    /** Copies the migrations. */
    public Plan {
        pending = List.copyOf(pending);
    }

    /**
     * What the plan is about.
     *
     * @param from the schema's version now; null before the first versioned migration
     * @param to the version afterwards
     */
    public record Head(
            String target,
            BundleId bundle,
            String sha256,
            @Nullable String from,
            @Nullable String to,
            Instant created,
            Duration took) {}

    /**
     * How it was found out.
     *
     * @param kind {@code clone}, {@code replay}, {@code in-place} or {@code off}
     * @param pgDump the version of pg_dump; empty text where none was used
     * @param role that executed the statements; empty text for none
     * @param notes sentences that one has to know to judge the plan
     */
    public record Method(String kind, String pgDump, String role, List<String> notes) {
        /** Nothing was tried. */
        static final Method NONE = new Method("none", "", "", List.of());

        /** Copies the notes. */
        public Method {
            notes = List.copyOf(notes);
        }

        /** Whether the dry run met rows of the target, so that its messages may hold values of them. */
        public boolean sawRows() {
            return kind.equals("in-place") || notes.stream().anyMatch(note -> note.startsWith("Seed table "));
        }

        Method with(List<String> more) {
            return new Method(
                    kind,
                    pgDump,
                    role,
                    Stream.concat(notes.stream(), more.stream()).toList());
        }
    }

    /** What is to be thought about. */
    public record Findings(
            List<PlanProblem> problems,
            List<Inconclusive> inconclusive,
            List<JudgedHazard> hazards,
            List<Probe> probes) {
        /** Copies the lists. */
        public Findings {
            problems = List.copyOf(problems);
            inconclusive = List.copyOf(inconclusive);
            hazards = List.copyOf(hazards);
            probes = List.copyOf(probes);
        }
    }

    /** What would become of the target. */
    public record Effect(SchemaDiff diff, List<PlannedSegment> segments, TargetFacts facts) {
        /** Copies the segments. */
        public Effect {
            segments = List.copyOf(segments);
        }
    }

    /** What it comes to. */
    public Verdict verdict() {
        if (!findings.problems().isEmpty() || any(Decision.BLOCK)) {
            return Verdict.REJECT;
        }
        if (pending.isEmpty()) {
            return Verdict.NOTHING_TO_DO;
        }
        return any(Decision.APPROVE) ? Verdict.APPROVE : Verdict.APPLY;
    }

    private boolean any(Decision decision) {
        return findings.hazards().stream().anyMatch(judged -> judged.decision() == decision);
    }
}
