package dev.skein.plan;

import dev.skein.bundle.Bundle;
import dev.skein.bundle.FileKind;
import dev.skein.bundle.ManifestFile;
import dev.skein.flyway.PendingMigration;
import dev.skein.flyway.Standing;
import dev.skein.plan.assertion.Assertion;
import dev.skein.plan.guard.StaticPass;
import dev.skein.plan.hazard.Decision;
import dev.skein.plan.hazard.Hazard;
import dev.skein.plan.segment.Segmentation;
import dev.skein.plan.shadow.ShadowUnavailable;
import dev.skein.plan.sql.Scripts;
import dev.skein.plan.sql.SqlStatement;
import dev.skein.target.TargetConnector;
import dev.skein.target.TargetSession;
import dev.skein.target.TransientFailure;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Makes plans: looks, tries, asks and judges, and leaves the target as it was. */
public final class Planner {
    private final TargetConnector connector;
    private final Clock clock;

    /** @param connector opens what a dry run needs beside the session at hand */
    public Planner(TargetConnector connector, Clock clock) {
        this.connector = connector;
        this.clock = clock;
    }

    /**
     * Makes the plan of a bundle.
     *
     * @param session on the target, in no transaction; it is left so
     * @throws TransientFailure when the same may well succeed later
     * @throws SQLException when the target cannot be read
     */
    public Plan plan(Bundle bundle, PlannedTarget where, TargetSession session) throws SQLException {
        return ShortWait.of(session.connection(), () -> make(bundle, where, session));
    }

    private Plan make(Bundle bundle, PlannedTarget where, TargetSession session) throws SQLException {
        Instant begun = clock.instant();
        Standing standing = Standing.of(bundle, session);
        Draft draft = new Draft(bundle, where, session, standing);
        if (!standing.problems().isEmpty()) {
            standing.problems().forEach(problem -> draft.problem(PlanProblem.of(problem)));
        } else if (!standing.pending().isEmpty()) {
            List<Hazard> reaching = StaticPass.find(statements(bundle, standing));
            draft.judge(reaching);
            List<SqlStatement> mixed = Segmentation.mixed(bundle, standing.pending());
            mixed.forEach(statement -> draft.problem(PlanProblem.mixed(statement)));
            Assertion.faults(bundle).forEach(fault -> draft.problem(PlanProblem.of(fault)));
            Trials trials = new Trials(bundle, where, session, standing.pending(), connector);
            try {
                draft.complete(
                        mixed.isEmpty()
                                ? trial(trials, where, reaching)
                                : trials.without("A migration has to be split first, so nothing was executed."));
            } catch (ShadowUnavailable e) {
                draft.problem(PlanProblem.of(e));
            }
        }
        return draft.plan(begun, clock.instant());
    }

    private static Trial trial(Trials trials, PlannedTarget where, List<Hazard> reaching)
            throws SQLException, ShadowUnavailable {
        boolean allowed =
                reaching.stream().allMatch(hazard -> where.settings().policy().decide(hazard) == Decision.ALLOW);
        return allowed
                ? trials.run(where.settings().dryRun())
                : trials.without("A statement reaches past the database, so nothing was executed.");
    }

    /** Everything that would be executed: what is pending, the callbacks beside it, and the assertions. */
    private static List<SqlStatement> statements(Bundle bundle, Standing standing) {
        List<SqlStatement> statements = new ArrayList<>();
        Stream<String> callbacks = bundle.manifest().files().stream()
                .filter(file -> file.kind() == FileKind.CALLBACK)
                .map(ManifestFile::path);
        Stream.concat(standing.pending().stream().map(PendingMigration::file), callbacks)
                .forEach(file -> statements.addAll(Scripts.read(bundle, file)));
        Assertion.of(bundle).forEach(assertion -> statements.add(assertion.query()));
        return statements;
    }
}
