package dev.skein.plan;

import dev.skein.bundle.Bundle;
import dev.skein.flyway.PendingMigration;
import dev.skein.plan.hazard.Decision;
import dev.skein.plan.hazard.Hazard;
import dev.skein.plan.hazard.HazardCode;
import dev.skein.plan.hazard.Severity;
import dev.skein.plan.schema.InPlaceDiff;
import dev.skein.plan.schema.Leave;
import dev.skein.plan.schema.SchemaDiff;
import dev.skein.plan.schema.Snapshot;
import dev.skein.plan.schema.Snapshots;
import dev.skein.plan.shadow.ServerPowers;
import dev.skein.plan.shadow.Shadow;
import dev.skein.plan.shadow.ShadowUnavailable;
import dev.skein.plan.shadow.Shadows;
import dev.skein.plan.trace.Lacks;
import dev.skein.plan.trace.Rehearsal;
import dev.skein.plan.trace.Rehearsed;
import dev.skein.target.TargetConnector;
import dev.skein.target.TargetSession;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** The ways of trying what is pending. */
final class Trials {
    /** Longer the reading before a dry run on the target does not wait for a lock. */
    private static final String LOCK_TIMEOUT = "SET lock_timeout TO '3s'";

    /** Whoever allows this lets a superuser try statements on the target itself. */
    private static final Hazard PROGRAMS =
            new Hazard(HazardCode.REACHES_PROGRAMS, Severity.DANGER, Decision.BLOCK, "", null, "", "");

    private static final Snapshot NOTHING = new Snapshot(Map.of());
    private static final int NAMED = 3;

    private final Bundle bundle;
    private final PlannedTarget where;
    private final TargetSession session;
    private final List<PendingMigration> pending;
    private final TargetConnector connector;

    Trials(
            Bundle bundle,
            PlannedTarget where,
            TargetSession session,
            List<PendingMigration> pending,
            TargetConnector connector) {
        this.bundle = bundle;
        this.where = where;
        this.session = session;
        this.pending = pending;
        this.connector = connector;
    }

    Trial run(DryRun mode) throws SQLException, ShadowUnavailable {
        return switch (mode) {
            case SHADOW -> inShadow();
            case IN_PLACE -> {
                requireHarmless();
                yield inPlace();
            }
            case OFF -> without("The dry run is off for this target.");
        };
    }

    /** Executes nothing, for a reason that the plan is to give. */
    Trial without(String reason) {
        return new Trial(
                method("off", "", "", List.of(reason)),
                rehearsal().nowhere(),
                NOTHING,
                NOTHING,
                new SchemaDiff(List.of()));
    }

    private Trial inShadow() throws SQLException, ShadowUnavailable {
        Shadows shadows = new Shadows(connector, where.settings().shadow());
        try (Shadow shadow = shadows.create(where.target(), session, bundle);
                TargetSession tried = connector.open(shadow.target(), "plan")) {
            Snapshot before = Snapshots.read(tried.connection(), Leave.of(session));
            Rehearsed rehearsed = rehearsal().inShadow(tried, new Lacks(shadow.missing(), shadow.lesser()));
            Snapshot after = Snapshots.read(tried.connection(), Leave.of(session));
            List<String> notes = new ArrayList<>(shadow.notes());
            Plan.Method method = shadow.method()
                    .match(
                            clone -> method("clone", clone.pgDump(), shadow.role(), notes),
                            replay -> method("replay", "", shadow.role(), notes));
            return new Trial(
                    method.kind().equals("replay") ? method.with(drift(before)) : method,
                    rehearsed,
                    before,
                    after,
                    SchemaDiff.between(before, after));
        }
    }

    /** What the target has become besides its migrations is not in a replay. */
    private List<String> drift(Snapshot replayed) throws SQLException {
        SchemaDiff drift = SchemaDiff.byName(replayed, Snapshots.read(session.connection(), Leave.of(session)));
        if (drift.changes().isEmpty()) {
            return List.of();
        }
        List<String> names = drift.changes().stream()
                .limit(NAMED)
                .map(change -> change.id().kind().label() + " " + change.id().path())
                .toList();
        return List.of("The target is not what its applied migrations make it: "
                + drift.changes().size() + " objects differ, such as " + String.join(", ", names)
                + ". The dry run ran without them.");
    }

    /** A text that is put together at run time could run programs on the server, and no rollback takes that back. */
    private void requireHarmless() throws SQLException, ShadowUnavailable {
        if (where.settings().policy().decide(PROGRAMS) != Decision.ALLOW) {
            ServerPowers.requireNone(session.connection());
        }
    }

    private Trial inPlace() throws SQLException {
        try (TargetSession tried = connector.open(where.target(), "plan")) {
            Connection connection = tried.connection();
            try (Statement statement = connection.createStatement()) {
                statement.execute(LOCK_TIMEOUT);
            }
            InPlaceDiff diff = InPlaceDiff.before(connection, Leave.of(session));
            AtomicReference<InPlaceDiff.Tried> seen = new AtomicReference<>();
            Rehearsed rehearsed = rehearsal().inPlace(tried, session, inside -> seen.set(diff.within(inside)));
            InPlaceDiff.Tried changed = seen.get();
            Plan.Method method = method("in-place", "", "", List.of());
            if (changed == null) {
                return new Trial(method, rehearsed, NOTHING, NOTHING, new SchemaDiff(List.of()));
            }
            Snapshot before = changed.before(connection);
            return new Trial(method, rehearsed, before, changed.after(), SchemaDiff.between(before, changed.after()));
        }
    }

    private Rehearsal rehearsal() {
        return new Rehearsal(
                bundle, pending, where.applying().segments(), where.settings().timeout());
    }

    private static Plan.Method method(String kind, String pgDump, String role, List<String> notes) {
        return new Plan.Method(kind, pgDump, role, notes);
    }
}
