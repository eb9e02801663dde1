package dev.skein.apply;

import dev.skein.bundle.ManifestFile;
import dev.skein.bundle.Sha256;
import dev.skein.plan.sql.Shape;
import dev.skein.target.Journal;
import dev.skein.target.Lease;
import dev.skein.target.SqlState;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.ErrorDetails;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.exception.FlywayBlockStatementExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands beside a migration that is no transaction, so that it can be taken up after any statement: each is applied once. What
 * can be in a transaction is in one with its mark in the journal; what the migration itself puts between BEGIN and COMMIT stays
 * one transaction.
 */
final class AloneWatch extends BaseCallback {
    private static final Logger LOG = LoggerFactory.getLogger(AloneWatch.class);

    private final Lease lease;
    private final Journal journal;
    private final Politeness politeness;
    private final Progress progress;
    private Map<Integer, Journal.Entry> before = Map.of();
    private String script = "";
    private int number;
    private boolean framed;

    AloneWatch(Lease lease, Journal journal, Politeness politeness, Progress progress) {
        this.progress = progress;
        this.lease = lease;
        this.journal = journal;
        this.politeness = politeness;
    }

    @Override
    public boolean supports(Event event, Context context) {
        return switch (event) {
            case BEFORE_EACH_MIGRATE,
                    BEFORE_EACH_MIGRATE_STATEMENT,
                    AFTER_EACH_MIGRATE_STATEMENT,
                    AFTER_EACH_MIGRATE_STATEMENT_ERROR,
                    AFTER_EACH_MIGRATE -> true;
            default -> false;
        };
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    @Override
    public void handle(Event event, Context context) {
        Connection connection = context.getConnection();
        try {
            switch (event) {
                case BEFORE_EACH_MIGRATE -> begin(context);
                case BEFORE_EACH_MIGRATE_STATEMENT -> before(StatementText.of(context), connection);
                case AFTER_EACH_MIGRATE_STATEMENT -> after(StatementText.of(context), connection);
                case AFTER_EACH_MIGRATE_STATEMENT_ERROR -> failed(StatementText.of(context), connection);
                default -> end(connection);
            }
        } catch (SQLException e) {
            throw new FlywayException("the journal of " + script + " cannot be kept", e);
        }
    }

    private void begin(Context context) throws SQLException {
        script = context.getMigrationInfo().getPhysicalLocation().substring(ManifestFile.FOLDER.length());
        number = 0;
        framed = false;
        before = journal.read(script);
        journal.begin(script);
    }

    private void before(String sql, Connection connection) throws SQLException {
        number++;
        Shape shape = Shape.of(sql);
        if (shape.framesTransaction()) {
            frame(shape, connection);
            throw skip("the transaction is begun and committed with the journal");
        }
        Optional<Journal.Entry> entry = Optional.ofNullable(before.get(number));
        if (entry.isPresent() && isDone(entry.get(), shape, sql, connection)) {
            throw skip("it was done before");
        }
        if (shape.refusesTransaction()) {
            if (shape.concurrently()) {
                politeness.setPatient(connection);
            } else {
                politeness.set(connection);
            }
            lease.hold();
            journal.write(script, number, new Recovery(connection).intent(shape, sha256(sql)));
        } else {
            if (!framed) {
                open(connection);
            }
            politeness.set(connection);
        }
    }

    private void frame(Shape shape, Connection connection) throws SQLException {
        boolean opens = shape.command().equals("BEGIN") || shape.command().equals("START TRANSACTION");
        if (opens && !framed) {
            open(connection);
        } else if (!opens && framed) {
            close(connection);
        }
        framed = opens;
    }

    private boolean isDone(Journal.Entry entry, Shape shape, String sql, Connection connection) throws SQLException {
        boolean same = entry.isOf(sha256(sql));
        if (entry.done()) {
            if (!same) {
                throw new JournalMismatch(script, number, "it was changed after it had been executed");
            }
            return true;
        }
        Recovery.Finding finding = new Recovery(connection).look(shape, entry);
        if (finding == Recovery.Finding.UNKNOWN) {
            throw new JournalMismatch(script, number, "it was cut off, and it cannot be told whether it was done");
        }
        if (finding == Recovery.Finding.DONE && same) {
            journal.write(script, number, entry.asDone());
            return true;
        }
        return false;
    }

    private void after(String sql, Connection connection) throws SQLException {
        Shape shape = Shape.of(sql);
        journal.write(script, number, new Journal.Entry(sha256(sql), true, 0, List.of()));
        if (!framed && !shape.refusesTransaction()) {
            close(connection);
        }
    }

    /**
     * What failed leaves nothing behind: a transaction is rolled back, an index that was not finished is dropped. Where others
     * hold its table, the next try drops it.
     */
    private void failed(String sql, Connection connection) throws SQLException {
        progress.failed();
        if (!connection.getAutoCommit()) {
            connection.rollback();
            connection.setAutoCommit(true);
            framed = false;
            return;
        }
        Journal.Entry intent = journal.read(script).get(number);
        if (intent != null) {
            politeness.set(connection);
            clear(Shape.of(sql), intent, connection);
        }
    }

    private void clear(Shape shape, Journal.Entry intent, Connection connection) throws SQLException {
        try {
            new Recovery(connection).look(shape, intent);
        } catch (SQLException e) {
            if (!SqlState.isContention(e)) {
                throw e;
            }
            LOG.atWarn()
                    .addKeyValue("script", script)
                    .addKeyValue("statement", number)
                    .log("an index that was not finished stays INVALID until the next try: others hold its table");
        }
    }

    private void end(Connection connection) throws SQLException {
        if (framed) {
            close(connection);
            framed = false;
        }
    }

    private void open(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        lease.hold();
    }

    private static void close(Connection connection) throws SQLException {
        connection.commit();
        connection.setAutoCommit(true);
    }

    private static FlywayBlockStatementExecutionException skip(String why) {
        return new FlywayBlockStatementExecutionException(new ErrorDetails(CoreErrorCode.ERROR, "left out"), why);
    }

    private static String sha256(String sql) {
        return Sha256.of(sql.getBytes(StandardCharsets.UTF_8));
    }
}
