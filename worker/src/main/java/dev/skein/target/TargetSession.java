package dev.skein.target;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection to a target, in auto-commit mode, under the target's role and search path. */
public final class TargetSession implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TargetSession.class);

    /** Members of extensions do not count, as they do not to Flyway. */
    private static final String OBJECTS = """
            WITH object AS (
                SELECT 'pg_class'::regclass AS catalog, oid, relnamespace AS namespace FROM pg_class
                UNION ALL SELECT 'pg_proc'::regclass, oid, pronamespace FROM pg_proc
                UNION ALL SELECT 'pg_type'::regclass, oid, typnamespace FROM pg_type WHERE typtype IN ('e', 'd'))
            SELECT EXISTS (SELECT FROM object o WHERE namespace = to_regnamespace(?)
                AND NOT EXISTS (SELECT FROM pg_depend d
                    WHERE d.classid = o.catalog AND d.objid = o.oid AND d.deptype = 'e'))""";

    private final Connection connection;
    private final Namespace namespace;
    private final int pid;
    private @Nullable Privileges privileges;

    /** @param pid the process number of the session's backend, by its own word: a pooler makes one up */
    TargetSession(Connection connection, Namespace namespace, int pid) {
        this.connection = connection;
        this.namespace = namespace;
        this.pid = pid;
    }

    /** Acts as the target's role, where it has one. */
    void takeRole() throws SQLException {
        if (namespace.role() != null) {
            execute(namespace.setRole());
        }
    }

    /** Acts as who has logged in. */
    void leaveRole() throws SQLException {
        execute("SET ROLE NONE");
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The same session seen through another connection object; closing that one's session closes it. */
    public TargetSession on(Connection other) {
        return new TargetSession(other, namespace, pid);
    }

    /** The connection. */
    public Connection connection() {
        return connection;
    }

    /** The process number of its backend. */
    public int pid() {
        return pid;
    }

    /** Cancels, from another thread, what the backend executes at the moment; it may come too late. */
    public void cancel() {
        try {
            connection.unwrap(PGConnection.class).cancelQuery();
        } catch (SQLException e) {
            LOG.atWarn().setCause(e).log("cancel not sent");
        }
    }

    /** Where in the database the target lives. */
    public Namespace namespace() {
        return namespace;
    }

    /**
     * Requires a server that can be migrated.
     *
     * @throws TransientFailure when it only reads, perhaps for a while
     * @throws SQLException when it is too old
     */
    public void requireWriter() throws SQLException {
        Preflight.require(connection);
    }

    /** What the session's role lacks to apply migrations; asked once, before there is anything of ours. */
    public Privileges privileges() throws SQLException {
        Privileges known = privileges;
        if (known == null) {
            known = Privileges.read(this);
            privileges = known;
        }
        return known;
    }

    /**
     * Takes the target for this session until it is closed, however that happens: nobody else applies meanwhile.
     *
     * @param succession what is done where a session of the same run holds it
     * @throws TransientFailure when it is held
     */
    public void takeLease(String run, Succession succession) throws SQLException {
        new Holding(this).take(run, succession);
    }

    /** Reads the history; empty when there is none yet. */
    public History history() throws SQLException {
        String table = historyTable();
        List<History.Row> rows = new ArrayList<>();
        if (!exists(table)) {
            return new History(rows);
        }
        String query = "SELECT installed_rank, version, script, execution_time FROM " + table
                + " WHERE success AND type <> 'SCHEMA' ORDER BY installed_rank";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                rows.add(new History.Row(row.getInt(1), row.getString(2), row.getString(3), row.getInt(4)));
            }
        }
        return new History(rows);
    }

    /** The rank of the history's last successful entry; 0 when there is none. */
    public int lastRank() throws SQLException {
        if (!exists(historyTable())) {
            return 0;
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT coalesce(max(installed_rank), 0) FROM " + historyTable() + " WHERE success")) {
            row.next();
            return row.getInt(1);
        }
    }

    /** Has the history say that a migration that failed is applied; returns whether it said that it failed. */
    public boolean markApplied(String script) throws SQLException {
        return change("UPDATE " + historyTable() + " SET success = true WHERE NOT success AND script = ?", script);
    }

    /** Removes what the history says of a failure of a migration; returns whether it said so. */
    public boolean forgetFailed(String script) throws SQLException {
        return change("DELETE FROM " + historyTable() + " WHERE NOT success AND script = ?", script);
    }

    private boolean change(String sql, String script) throws SQLException {
        if (!exists(historyTable())) {
            return false;
        }
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setString(1, script);
            return update.executeUpdate() > 0;
        }
    }

    /** Whether Skein has made its journal here. */
    public boolean hasJournal() throws SQLException {
        return exists("skein.journal");
    }

    /** The history table's name as SQL needs it. */
    String historyTable() {
        return namespace.quotedHistory();
    }

    /** Whether the default schema holds objects, but no history: somebody else has made them. */
    public boolean isTakenByOthers() throws SQLException {
        return !exists(historyTable()) && isTrue(OBJECTS, quote(namespace.schema()));
    }

    /** Whether a table of this quoted name exists. */
    boolean exists(String table) throws SQLException {
        return isTrue("SELECT to_regclass(?) IS NOT NULL", table);
    }

    /** Whether a schema of this name, as the catalog has it, exists. */
    boolean schemaExists(String schema) throws SQLException {
        // to_regnamespace answers from a cache, which may not know yet what another session made a moment ago.
        return isTrue("SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = ?)", schema);
    }

    boolean isTrue(String sql, String argument) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, argument);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    static String quote(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    /** Ends the session; the lease ends with it. A connection that cannot even be closed is gone already. */
    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.atDebug().setCause(e).log("connection not closed");
        }
    }
}
