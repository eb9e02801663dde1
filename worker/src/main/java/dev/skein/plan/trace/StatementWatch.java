package dev.skein.plan.trace;

import dev.skein.plan.segment.Framing;
import dev.skein.plan.segment.Segment;
import dev.skein.plan.sql.Shape;
import dev.skein.plan.sql.SqlStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.ErrorDetails;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.exception.FlywayBlockStatementExecutionException;
import org.jspecify.annotations.Nullable;

/** Stands beside each statement of a migration while Flyway runs it, on the same connection. */
final class StatementWatch extends BaseCallback {
    /** After so many, each of which costs another run of its migration, statements that write rows are no longer tried. */
    private static final int ENOUGH_LEFT_OUT = 50;

    private final Map<String, List<SqlStatement>> scripts;
    private final Touches touches;
    private final Set<SqlStatement> leftOut;
    private final Committing committing;
    private final Map<String, List<TracedStatement>> traced = new LinkedHashMap<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<SqlStatement, Inconclusive> notTried = new LinkedHashMap<>();
    private final Set<SqlStatement> tried = new HashSet<>();
    private final Set<String> done = new HashSet<>();
    private @Nullable Segment segment;
    private @Nullable SqlStatement current;
    private boolean inTransaction;
    private long begun;

    /** @param leftOut statements that are not executed; may grow between two runs */
    StatementWatch(
            Map<String, List<SqlStatement>> scripts,
            Relations relations,
            Set<SqlStatement> leftOut,
            Committing committing) {
        this.scripts = scripts;
        this.touches = new Touches(relations);
        this.leftOut = leftOut;
        this.committing = committing;
    }

    /** A segment begins, perhaps once more after a failure. */
    void begin(Segment next) {
        segment = next;
        done.removeAll(next.files());
        next.files().forEach(traced::remove);
    }

    /** The one transaction begins, in which all is to stay. */
    void begin(Connection connection) throws SQLException {
        touches.begin(connection);
    }

    /** Fails where the one transaction, in which all is to stay, has ended. */
    void requireSameTransaction(Connection connection) throws SQLException {
        touches.requireSameTransaction(connection);
    }

    List<TracedStatement> traced() {
        return traced.values().stream().flatMap(Collection::stream).toList();
    }

    List<Inconclusive> notTried() {
        return List.copyOf(notTried.values());
    }

    /** The first of the files that is not done; empty text when all are. */
    String next(Collection<String> files) {
        return files.stream().filter(file -> !done.contains(file)).findFirst().orElse("");
    }

    /** The statement at hand, or the last one that was. */
    Optional<SqlStatement> current() {
        return Optional.ofNullable(current);
    }

    /** Whether the migration of the statement at hand ran in a transaction, which is rolled back when it fails. */
    boolean isRolledBack() {
        return inTransaction;
    }

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.BEFORE_EACH_MIGRATE
                || event == Event.AFTER_EACH_MIGRATE
                || event == Event.BEFORE_EACH_MIGRATE_STATEMENT
                || event == Event.AFTER_EACH_MIGRATE_STATEMENT;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    @Override
    public void handle(Event event, Context context) {
        String file = context.getMigrationInfo().getPhysicalLocation();
        try {
            if (event == Event.BEFORE_EACH_MIGRATE) {
                numbers.remove(file);
                traced.remove(file);
                touches.requireSameTransaction(context.getConnection());
                if (segment == null || segment.files().indexOf(file) == 0) {
                    touches.forget(context.getConnection(), committing);
                }
            } else if (event == Event.AFTER_EACH_MIGRATE) {
                done.add(file);
            } else if (event == Event.BEFORE_EACH_MIGRATE_STATEMENT) {
                before(file, context);
            } else {
                after(file, context.getConnection());
            }
        } catch (SQLException e) {
            throw new FlywayException("the dry run cannot watch " + file, e);
        }
    }

    private void before(String file, Context context) throws SQLException {
        SqlStatement statement = statement(file, context);
        current = statement;
        inTransaction =
                committing == Committing.NEVER || !context.getConnection().getAutoCommit();
        begun = System.nanoTime();
        if (leftOut.contains(statement)) {
            skip(statement);
        }
        if (committing == Committing.NEVER && InPlaceRules.keepsOut(statement)) {
            InPlaceRules.reason(statement).ifPresent(reason -> notTried.put(statement, reason));
            skip(statement);
        }
        if (segment != null && segment.transaction() && Framing.isLeftOut(statement.text())) {
            skip(statement);
        }
        if (leftOut.size() >= ENOUGH_LEFT_OUT && !tried.contains(statement) && onlyWritesRows(statement)) {
            notTried.put(
                    statement,
                    new Inconclusive(
                            statement,
                            "",
                            "writes rows, and was not tried: " + ENOUGH_LEFT_OUT
                                    + " statements before it depend on rows, which the shadow does not have"));
            skip(statement);
        }
    }

    private static boolean onlyWritesRows(SqlStatement statement) {
        Shape shape = Shape.of(statement);
        return shape.writesRows() && !shape.isDdl();
    }

    private void skip(SqlStatement statement) {
        traced(statement.file()).add(new TracedStatement(statement, List.of(), Duration.ZERO, inTransaction, true));
        throw new FlywayBlockStatementExecutionException(
                new ErrorDetails(CoreErrorCode.ERROR, "left out"), "left out of the dry run");
    }

    private SqlStatement statement(String file, Context context) {
        int number = numbers.merge(file, 1, Integer::sum);
        List<SqlStatement> script = scripts.getOrDefault(file, List.of());
        return number <= script.size()
                ? script.get(number - 1)
                : new SqlStatement(
                        file, number, 1, String.valueOf(context.getStatement().getSql()));
    }

    private void after(String file, Connection connection) throws SQLException {
        SqlStatement statement = current().orElseThrow();
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        List<Touch> touched = touches.after(connection, Shape.of(statement));
        tried.add(statement);
        traced(file).add(new TracedStatement(statement, touched, took, inTransaction, false));
    }

    private List<TracedStatement> traced(String file) {
        return traced.computeIfAbsent(file, any -> new ArrayList<>());
    }
}
