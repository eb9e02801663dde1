package dev.skein.target;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The table {@code skein.journal} of a target's database: how far a migration got that is no transaction. A statement that can
 * be in a transaction is marked in that transaction; one that cannot is noted before, with what can tell afterwards whether it
 * was done, and marked after.
 */
public final class Journal {
    private static final String WRITE = """
            INSERT INTO skein.journal (history_table, script, statement, sha256, done, relation, indexes)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (history_table, script, statement) DO UPDATE
            SET sha256 = excluded.sha256, done = excluded.done, relation = excluded.relation, indexes = excluded.indexes,
                at = now()""";

    private final TargetSession session;
    private final Connection connection;
    private final String history;

    /** @param session the one whose target it is about */
    public Journal(TargetSession session) {
        this.session = session;
        this.connection = session.connection();
        this.history = session.namespace().history();
    }

    /**
     * A statement that was begun, or is done.
     *
     * @param sha256 of its text
     * @param relation the OID of the table that it is about; 0 for none
     * @param indexes the OIDs of that table's indexes before it
     */
    public record Entry(String sha256, boolean done, long relation, List<Long> indexes) {
        /** Copies the indexes. */
        public Entry {
            indexes = List.copyOf(indexes);
        }

        /** The same, when it is done. */
        public Entry asDone() {
            return new Entry(sha256, true, relation, indexes);
        }

        /** The same, when a person says that it is done, whatever its text is now. */
        public Entry asResolved() {
            return new Entry("", true, relation, indexes);
        }

        /** Whether it is about a statement of this text. */
        public boolean isOf(String text) {
            return sha256.isEmpty() || sha256.equals(text);
        }
    }

    /** What is noted of a script, by the numbers of its statements, which count from 1. */
    public Map<Integer, Entry> read(String script) throws SQLException {
        Map<Integer, Entry> entries = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement("""
                SELECT statement, sha256, done, relation::bigint, indexes::bigint[] FROM skein.journal
                WHERE history_table = ? AND script = ?""")) {
            query.setString(1, history);
            query.setString(2, script);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    entries.put(row.getInt(1), entry(row));
                }
            }
        }
        return entries;
    }

    private static Entry entry(ResultSet row) throws SQLException {
        Array indexes = row.getArray(5);
        return new Entry(
                row.getString(2), row.getBoolean(3), row.getLong(4), Arrays.asList((Long[]) indexes.getArray()));
    }

    /** Whether a script is begun and not done. */
    public boolean isOpen() throws SQLException {
        if (!session.hasJournal()) {
            return false;
        }
        try (PreparedStatement query =
                connection.prepareStatement("SELECT FROM skein.journal WHERE history_table = ? LIMIT 1")) {
            query.setString(1, history);
            try (ResultSet row = query.executeQuery()) {
                return row.next();
            }
        }
    }

    /** Notes a statement, in the transaction at hand where there is one. */
    public void write(String script, int statement, Entry entry) throws SQLException {
        try (PreparedStatement write = connection.prepareStatement(WRITE)) {
            write.setString(1, history);
            write.setString(2, script);
            write.setInt(3, statement);
            write.setString(4, entry.sha256());
            write.setBoolean(5, entry.done());
            write.setLong(6, entry.relation());
            write.setArray(7, connection.createArrayOf("oid", entry.indexes().toArray()));
            write.executeUpdate();
        }
    }

    /**
     * Notes that a script is begun: until the history has an entry of its success that is later than all there are now, what is
     * noted of it counts. A repeatable script may have earlier ones.
     */
    public void begin(String script) throws SQLException {
        try (PreparedStatement begin = connection.prepareStatement("""
                INSERT INTO skein.journal (history_table, script, statement, sha256, done, relation, indexes, rank)
                SELECT ?, ?, 0, '', true, 0, '{}', coalesce(max(installed_rank), 0) FROM HISTORY
                ON CONFLICT (history_table, script, statement) DO UPDATE SET rank = excluded.rank, at = now()""".replace("HISTORY", session.historyTable()))) {
            begin.setString(1, history);
            begin.setString(2, script);
            begin.executeUpdate();
        }
    }

    /** Removes what is noted of a statement. */
    public void forget(String script, int statement) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(
                "DELETE FROM skein.journal WHERE history_table = ? AND script = ? AND statement = ?")) {
            delete.setString(1, history);
            delete.setString(2, script);
            delete.setInt(3, statement);
            delete.executeUpdate();
        }
    }

    /**
     * Brings the history and the journal into line: what Flyway wrote of a failure is ours to take up, and what is applied
     * needs no journal any more.
     */
    public void tidy() throws SQLException {
        if (!session.hasJournal() || !session.exists(session.historyTable())) {
            return;
        }
        String noted = " AND script IN (SELECT script FROM skein.journal WHERE history_table = ?)";
        update("DELETE FROM " + session.historyTable() + " WHERE NOT success" + noted);
        update("""
                DELETE FROM skein.journal noted
                USING skein.journal begun, HISTORY applied
                WHERE applied.success AND applied.script = begun.script AND applied.installed_rank > begun.rank
                    AND begun.statement = 0 AND begun.history_table = ?
                    AND noted.history_table = begun.history_table AND noted.script = begun.script""".replace("HISTORY", session.historyTable()));
    }

    private void update(String sql) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setString(1, history);
            update.executeUpdate();
        }
    }
}
