package dev.skein.plan;

import dev.skein.bundle.Bundle;
import dev.skein.flyway.HistoryProblems;
import dev.skein.flyway.PendingMigration;
import dev.skein.flyway.Standing;
import dev.skein.plan.facts.FactsReader;
import dev.skein.plan.facts.TargetFacts;
import dev.skein.plan.hazard.Hazard;
import dev.skein.plan.probe.Probe;
import dev.skein.plan.probe.Probes;
import dev.skein.plan.review.Review;
import dev.skein.plan.review.ReviewInput;
import dev.skein.plan.review.Schemas;
import dev.skein.plan.schema.Change;
import dev.skein.plan.schema.Leave;
import dev.skein.plan.schema.ObjectId;
import dev.skein.plan.schema.SchemaDiff;
import dev.skein.plan.schema.Snapshot;
import dev.skein.plan.schema.Snapshots;
import dev.skein.plan.trace.Inconclusive;
import dev.skein.plan.trace.Rehearsed;
import dev.skein.plan.trace.Touch;
import dev.skein.plan.trace.TracedStatement;
import dev.skein.target.TargetSession;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;

/** A plan in the making. */
final class Draft {
    private final Bundle bundle;
    private final PlannedTarget where;
    private final TargetSession session;
    private final List<PendingMigration> pending;
    private final List<PlanProblem> problems = new ArrayList<>();
    private final List<JudgedHazard> hazards = new ArrayList<>();
    private List<Inconclusive> inconclusive = List.of();
    private List<Probe> probes = List.of();
    private List<PlannedSegment> segments = List.of();
    private SchemaDiff diff = new SchemaDiff(List.of());
    private Plan.Method method = Plan.Method.NONE;
    private @Nullable TargetFacts facts;

    Draft(Bundle bundle, PlannedTarget where, TargetSession session, Standing standing) {
        this.bundle = bundle;
        this.where = where;
        this.session = session;
        this.pending = standing.pending();
    }

    void problem(PlanProblem problem) {
        problems.add(problem);
    }

    void judge(List<Hazard> found) {
        found.forEach(hazard ->
                hazards.add(new JudgedHazard(hazard, where.settings().policy().decide(hazard))));
    }

    /** Takes in what came of the trial, and asks the target what the trial cannot tell. */
    void complete(Trial trial) throws SQLException {
        List<TracedStatement> traced = trial.rehearsed().statements();
        method = trial.method();
        inconclusive = trial.rehearsed().inconclusive();
        segments = PlannedSegment.of(trial.rehearsed().segments(), traced);
        diff = trial.diff();
        List<TracedStatement> all = Stream.concat(traced.stream(), CallbackStatements.of(bundle).stream())
                .toList();
        Set<String> relations = relations(traced, trial.diff());
        relations.addAll(Review.named(all, trial.before(), session.namespace().schema()));
        facts = FactsReader.read(session.connection(), relations);
        trial.rehearsed().stop().ifPresent(stop -> stopped(stop, trial));
        if (problems.isEmpty()) {
            probes = new Probes(session.connection(), where.settings().probes())
                    .run(trial.diff(), trial.before(), traced);
        }
        judge(Review.of(new ReviewInput(
                all,
                new Schemas(trial.before(), trial.after(), trial.diff()),
                facts,
                probes,
                where.settings().policy().bigTable())));
    }

    private void stopped(Rehearsed.Stop stop, Trial trial) {
        stop.match(
                failed -> {
                    PlanProblem problem = HistoryProblems.noHistory(failed.cause(), session.namespace())
                            .map(PlanProblem::of)
                            .orElseGet(() -> PlanProblem.of(stop));
                    problem(problem);
                    if (problem.server() != null) {
                        String state = problem.server().sqlState();
                        failed.at().ifPresent(at -> judge(Review.ofFailure(state, at, trial.before())));
                    }
                    return problem;
                },
                late -> {
                    problem(PlanProblem.of(stop));
                    return late;
                });
    }

    /** The relations that the statements touch or change, under the names that they have on the target now. */
    private static Set<String> relations(List<TracedStatement> traced, SchemaDiff diff) {
        Set<String> relations = new TreeSet<>();
        traced.stream()
                .flatMap(statement -> statement.touches().stream())
                .map(Touch::relation)
                .forEach(relations::add);
        diff.changes().stream()
                .filter(change -> change.action() != Change.Action.ADDED)
                .map(Change::was)
                .flatMap(Draft::relation)
                .forEach(relations::add);
        return relations;
    }

    private static Stream<String> relation(ObjectId id) {
        if (!id.relation().isEmpty()) {
            return Stream.of(id.relation());
        }
        return switch (id.kind()) {
            case TABLE, MATERIALIZED_VIEW -> Stream.of(id.name());
            default -> Stream.empty();
        };
    }

    Plan plan(Instant begun, Instant ended) throws SQLException {
        String from = session.history().version();
        Snapshot definitions = Snapshots.of(session.connection(), Leave.of(session), PlannedSegment.touched(segments));
        return new Plan(
                new Plan.Head(
                        where.target().name(),
                        bundle.id(),
                        bundle.sha256(),
                        from,
                        to(from),
                        begun,
                        Duration.between(begun, ended)),
                method,
                pending,
                new Plan.Findings(problems, inconclusive, hazards, probes),
                new Plan.Effect(
                        diff, segments, facts == null ? FactsReader.read(session.connection(), Set.of()) : facts),
                Fingerprint.of(bundle, pending, hazards, segments, definitions));
    }

    private @Nullable String to(@Nullable String from) {
        return Stream.concat(pending.stream().map(PendingMigration::version), Stream.ofNullable(from))
                .filter(Objects::nonNull)
                .max(Comparator.comparing(MigrationVersion::fromVersion))
                .orElse(null);
    }
}
