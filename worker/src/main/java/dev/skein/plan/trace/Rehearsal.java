package dev.skein.plan.trace;

import dev.skein.bundle.Bundle;
import dev.skein.flyway.Failure;
import dev.skein.flyway.FlywaySetup;
import dev.skein.flyway.PendingMigration;
import dev.skein.flyway.ReadConnection;
import dev.skein.flyway.Selection;
import dev.skein.flyway.ServerError;
import dev.skein.plan.segment.Framing;
import dev.skein.plan.segment.Segment;
import dev.skein.plan.segment.Segmentation;
import dev.skein.plan.sql.Scripts;
import dev.skein.plan.sql.SqlStatement;
import dev.skein.target.Granularity;
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
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Runs what is pending where it does no harm, and watches each statement. */
public final class Rehearsal {
    /** So many statements may be left out one by one; one more, and the rest cannot be told. */
    private static final int MOST_LEFT_OUT = 1000;

    private final Bundle bundle;
    private final List<PendingMigration> pending;
    private final Segmentation segmentation;
    private final Map<String, List<SqlStatement>> scripts = new LinkedHashMap<>();
    private final Duration limit;
    private final Callbacks callbacks;
    private final Set<SqlStatement> leftOut = new HashSet<>();
    private final List<Inconclusive> inconclusive = new ArrayList<>();

    /**
     * @param pending what will run
     * @param granularity how much is one transaction
     * @param limit for all of it
     */
    public Rehearsal(Bundle bundle, List<PendingMigration> pending, Granularity granularity, Duration limit) {
        this.bundle = bundle;
        this.pending = List.copyOf(pending);
        this.segmentation = Segmentation.of(bundle, pending, granularity);
        this.limit = limit;
        this.callbacks = new Callbacks(bundle);
        pending.forEach(migration -> scripts.put(migration.file(), Scripts.read(bundle, migration.file())));
    }

    /**
     * Runs it in a shadow: what fails for want of rows, or of something that the shadow lacks, is left out, and the rest
     * goes on.
     *
     * @param shadow a session on the scratch database
     * @param lacks what the shadow lacks
     * @throws SQLException when the shadow cannot be read
     */
    public Rehearsed inShadow(TargetSession shadow, Lacks lacks) throws SQLException {
        try (TimeLimit time = TimeLimit.start(shadow.connection(), limit, Onlooker.NOBODY)) {
            StatementWatch watch = new StatementWatch(
                    scripts, Relations.read(shadow.connection(), shadow.namespace()), leftOut, Committing.AS_WRITTEN);
            Connection framed = ReadConnection.over(shadow.connection(), new Framing(shadow.connection()));
            TargetSession read = shadow.on(ReadConnection.over(framed, callbacks));
            LockCount locks = new LockCount();
            Set<String> done = new HashSet<>();
            Optional<Segment> segment = segmentation.next(done);
            while (segment.isPresent()) {
                Optional<Exception> failure = migrate(flyway(read, segment.get(), watch, locks));
                if (failure.isEmpty()) {
                    done.addAll(segment.get().files());
                    locks.cut(segment.get(), segmentation);
                } else {
                    Rehearsed.Stop stop = stop(failure.get(), watch, time);
                    if (!leavesOut(stop, watch, lacks) && !isCut(stop)) {
                        return rehearsed(watch, inconclusive, Optional.of(stop));
                    }
                }
                segment = segmentation.next(done);
            }
            AssertionTrial assertions = new AssertionTrial(bundle, time);
            Optional<Rehearsed.Stop> stop = assertions.inShadow(shadow, lacks, inconclusive);
            return rehearsed(watch, and(inconclusive, assertions.unknown()), stop);
        }
    }

    private Flyway flyway(TargetSession session, Segment segment, StatementWatch watch, LockCount locks) {
        watch.begin(segment);
        locks.begin();
        return FlywaySetup.migrating(
                bundle, session, Selection.of(pending, segment.files(), segment.transaction()), watch, locks);
    }

    /**
     * Whether what failed is tried once more after a commit: PostgreSQL has several reasons to need one, such as a new enum
     * value that is used. A migration that fails then, too, fails for another reason.
     */
    private boolean isCut(Rehearsed.Stop stop) {
        return stop.match(
                failed -> failed.at()
                        .filter(statement -> segmentation.cutBefore(statement.file(), reason(failed)))
                        .isPresent(),
                outOfTime -> false);
    }

    private static String reason(Rehearsed.Failed failed) {
        return SqlState.find(failed.cause())
                .map(sql ->
                        "it needs a commit before it: " + ServerError.of(sql).message())
                .orElse("it needs a commit before it");
    }

    /**
     * Runs it on the target, in one transaction that is rolled back. Statements that cannot run in a transaction are left
     * out; callbacks with such statements leave out all callbacks.
     *
     * @param beside another session on the target, in no transaction
     * @param inside sees what has become of the database before it is rolled back; not called after a failure
     * @throws SQLException when the target cannot be read
     */
    public Rehearsed inPlace(TargetSession target, TargetSession beside, Look inside) throws SQLException {
        Connection connection = target.connection();
        try (TimeLimit time = TimeLimit.start(connection, limit, Onlooker.on(beside.connection()))) {
            Relations relations = Relations.read(connection, target.namespace());
            connection.setAutoCommit(false);
            StatementWatch watch = new StatementWatch(scripts, relations, leftOut, Committing.NEVER);
            try {
                watch.begin(connection);
                List<Inconclusive> kept = callbacks.notInPlace();
                Optional<Exception> failure = migrate(flywayInPlace(target, watch, kept));
                if (failure.isPresent()) {
                    Rehearsed.Stop stop = stop(failure.get(), watch, time);
                    requireDecided(stop);
                    Optional<Inconclusive> end = withoutCommit(stop);
                    return end.isPresent()
                            ? rehearsed(watch, and(kept, List.of(end.get())), Optional.empty())
                            : rehearsed(watch, kept, Optional.of(stop));
                }
                watch.requireSameTransaction(connection);
                inside.look(connection);
                AssertionTrial assertions = new AssertionTrial(bundle, time);
                Optional<Rehearsed.Stop> stop = assertions.inPlace(target, and(kept, watch.notTried()));
                return rehearsed(watch, and(kept, assertions.unknown()), stop);
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    /** Where a commit was missing, the rest cannot be told by one transaction. */
    private static Optional<Inconclusive> withoutCommit(Rehearsed.Stop stop) {
        return stop.match(
                failed -> SqlState.find(failed.cause())
                        .filter(SqlState::needsCommit)
                        .flatMap(sql -> failed.at()
                                .map(statement -> new Inconclusive(
                                        statement,
                                        String.valueOf(sql.getSQLState()),
                                        "needs a commit before it, which a dry run on the target does not make: neither it"
                                                + " nor what comes after it was tried"))),
                outOfTime -> Optional.empty());
    }

    private static List<Inconclusive> and(List<Inconclusive> found, List<Inconclusive> more) {
        return Stream.concat(found.stream(), more.stream()).toList();
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
        return new Rehearsed(segmentation.segments(), statements, List.of(), Optional.empty());
    }

    /** Sees the database while everything is applied and nothing is committed. */
    @FunctionalInterface
    public interface Look {
        /** Looks. */
        void look(Connection connection) throws SQLException;
    }

    private Flyway flywayInPlace(TargetSession target, StatementWatch watch, List<Inconclusive> kept) {
        Connection connection = target.connection();
        TargetSession read =
                target.on(ReadConnection.over(UncommittedConnection.over(connection), new InPlaceReader(connection)));
        return kept.isEmpty()
                ? FlywaySetup.migrating(bundle, read, watch)
                : FlywaySetup.withoutCallbacks(bundle, read, watch);
    }

    private Rehearsed rehearsed(StatementWatch watch, List<Inconclusive> found, Optional<Rehearsed.Stop> stop) {
        return new Rehearsed(
                segmentation.segments(),
                watch.traced(),
                Stream.concat(found.stream(), watch.notTried().stream()).toList(),
                stop);
    }

    private static Optional<Exception> migrate(Flyway flyway) {
        try {
            flyway.migrate();
            return Optional.empty();
        } catch (FlywayException e) {
            return Optional.of(e);
        }
    }

    private Rehearsed.Stop stop(Exception failure, StatementWatch watch, TimeLimit time) {
        if (time.isOver()) {
            return new Rehearsed.OutOfTime(limit, watch.current(), time.blockers());
        }
        Optional<SQLException> sql = SqlState.find(failure);
        if (sql.filter(SqlState::isDisconnect).isPresent()) {
            throw new TransientFailure("the connection was lost during the dry run", failure);
        }
        Failure why = Failure.of(
                failure, sql, file -> scripts.containsKey(file) || callbacks.has(file), watch.next(scripts.keySet()));
        return new Rehearsed.Failed(failure, why, callbacks.at(why).or(watch::current));
    }

    /** Whether the failure says nothing of the target, because the shadow is poorer, so that the rest can be tried. */
    private boolean leavesOut(Rehearsed.Stop stop, StatementWatch watch, Lacks lacks) {
        return stop.match(failed -> leavesOut(failed, watch, lacks), outOfTime -> false);
    }

    private boolean leavesOut(Rehearsed.Failed failed, StatementWatch watch, Lacks lacks) {
        Optional<Inconclusive> finding =
                failed.at().flatMap(statement -> ShadowLimits.of(statement, failed.failure(), lacks));
        if (finding.isEmpty()) {
            return false;
        }
        if (leftOut.size() >= MOST_LEFT_OUT) {
            inconclusive.add(finding.get().and(MOST_LEFT_OUT + " statements were left out before it, and no more are"));
            return false;
        }
        boolean left = callbacks.at(failed.failure()).isPresent()
                ? callbacks.leaveOut(failed.failure())
                : watch.isRolledBack() && leftOut.add(finding.get().statement());
        if (left) {
            inconclusive.add(finding.get());
        }
        return left;
    }
}
