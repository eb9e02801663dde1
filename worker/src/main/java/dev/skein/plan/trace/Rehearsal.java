package dev.skein.plan.trace;

import dev.skein.bundle.Bundle;
import dev.skein.flyway.Failure;
import dev.skein.flyway.FlywaySetup;
import dev.skein.flyway.PendingMigration;
import dev.skein.plan.sql.Scripts;
import dev.skein.plan.sql.SqlStatement;
import dev.skein.target.SqlState;
import dev.skein.target.TargetSession;
import dev.skein.target.TransientFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.flywaydb.core.api.FlywayException;

/** Runs what is pending where it does no harm, and watches each statement. */
public final class Rehearsal {
    /** So many statements may be left out because they depend on rows; one more, and the rest cannot be told. */
    private static final int MOST_LEFT_OUT = 50;

    private final Bundle bundle;
    private final Map<String, List<SqlStatement>> scripts = new LinkedHashMap<>();
    private final Duration limit;
    private final Set<SqlStatement> leftOut = new HashSet<>();
    private final List<Inconclusive> inconclusive = new ArrayList<>();

    /**
     * @param pending what will run
     * @param limit for all of it
     */
    public Rehearsal(Bundle bundle, List<PendingMigration> pending, Duration limit) {
        this.bundle = bundle;
        this.limit = limit;
        pending.forEach(migration -> scripts.put(migration.file(), Scripts.read(bundle, migration.file())));
    }

    /**
     * Runs it in a shadow: what fails for want of rows, or of something that the shadow lacks, is left out, and the rest
     * goes on.
     *
     * @param shadow a session on the scratch database
     * @param missing what the target has and the shadow lacks
     * @throws SQLException when the shadow cannot be read
     */
    public Rehearsed inShadow(TargetSession shadow, List<String> missing) throws SQLException {
        try (TimeLimit time = TimeLimit.start(shadow.connection(), limit)) {
            StatementWatch watch = new StatementWatch(
                    scripts, Relations.read(shadow.connection(), shadow.namespace()), leftOut, Committing.AS_WRITTEN);
            while (true) {
                Optional<Exception> failure = migrate(shadow, watch);
                if (failure.isEmpty()) {
                    return new Rehearsed(watch.traced(), inconclusive, Optional.empty());
                }
                Rehearsed.Stop stop = stop(failure.get(), watch, time);
                if (!leavesOut(stop, watch, missing)) {
                    return new Rehearsed(watch.traced(), inconclusive, Optional.of(stop));
                }
            }
        }
    }

    /**
     * Runs it on the target, in one transaction that is rolled back. Statements that cannot run in a transaction are left
     * out.
     *
     * @param inside sees what has become of the database before it is rolled back; not called after a failure
     * @throws SQLException when the target cannot be read
     */
    public Rehearsed inPlace(TargetSession target, Look inside) throws SQLException {
        Connection connection = target.connection();
        try (TimeLimit time = TimeLimit.start(connection, limit)) {
            Relations relations = Relations.read(connection, target.namespace());
            connection.setAutoCommit(false);
            StatementWatch watch = new StatementWatch(scripts, relations, leftOut, Committing.NEVER);
            try {
                watch.begin(connection);
                Optional<Exception> failure = migrate(target.on(UncommittedConnection.over(connection)), watch);
                if (failure.isPresent()) {
                    Rehearsed.Stop stop = stop(failure.get(), watch, time);
                    requireDecided(stop);
                    return new Rehearsed(watch.traced(), watch.notTried(), Optional.of(stop));
                }
                inside.look(connection);
                return new Rehearsed(watch.traced(), watch.notTried(), Optional.empty());
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    /** A lock that was not to be had on the target says nothing of the bundle. */
    private static void requireDecided(Rehearsed.Stop stop) {
        Optional<SQLException> sql =
                stop.match(failed -> SqlState.find(failed.cause()), outOfTime -> Optional.<SQLException>empty());
        if (sql.filter(SqlState::isTransient).isPresent()) {
            throw new TransientFailure("the dry run on the target did not get a lock, or lost it again", sql.get());
        }
    }

    /** Runs nothing: the statements as they stand. */
    public Rehearsed nowhere() {
        List<TracedStatement> statements = scripts.values().stream()
                .flatMap(List::stream)
                .map(statement -> new TracedStatement(statement, List.of(), Duration.ZERO, true, true))
                .toList();
        return new Rehearsed(statements, List.of(), Optional.empty());
    }

    /** Sees the database while everything is applied and nothing is committed. */
    @FunctionalInterface
    public interface Look {
        /** Looks. */
        void look(Connection connection) throws SQLException;
    }

    private Optional<Exception> migrate(TargetSession session, StatementWatch watch) {
        try {
            FlywaySetup.migrating(bundle, session, watch).migrate();
            return Optional.empty();
        } catch (FlywayException e) {
            return Optional.of(e);
        }
    }

    private Rehearsed.Stop stop(Exception failure, StatementWatch watch, TimeLimit time) {
        if (time.isOver()) {
            return new Rehearsed.OutOfTime(limit, watch.current());
        }
        Optional<SQLException> sql = SqlState.find(failure);
        if (sql.filter(SqlState::isDisconnect).isPresent()) {
            throw new TransientFailure("the connection was lost during the dry run", failure);
        }
        return new Rehearsed.Failed(
                failure, Failure.of(failure, sql, scripts::containsKey, watch.next(scripts.keySet())), watch.current());
    }

    /** Whether the failure says nothing of the target, because the shadow is poorer, so that the rest can be tried. */
    private boolean leavesOut(Rehearsed.Stop stop, StatementWatch watch, List<String> missing) {
        Optional<Inconclusive> finding = watch.current()
                .flatMap(statement -> stop.match(
                        failed -> ShadowLimits.of(statement, failed.failure(), missing),
                        outOfTime -> Optional.empty()));
        if (finding.isEmpty() || leftOut.size() >= MOST_LEFT_OUT || !watch.isRolledBack()) {
            return false;
        }
        inconclusive.add(finding.get());
        return leftOut.add(finding.get().statement());
    }
}
