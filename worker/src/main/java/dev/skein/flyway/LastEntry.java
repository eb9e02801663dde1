package dev.skein.flyway;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The entry that Flyway wrote last, as the server gave it back: Flyway reads its history again after each, and asks for what
 * came after the one before it. Two that write at the same time meet in the history's primary key.
 */
final class LastEntry {
    private static final String SELECT = "SELECT ";

    private final String from;
    private final String table;
    private String columns = "";
    private int rank;
    private @Nullable ResultSet given;

    /**
     * Starts with none.
     *
     * @param history the quoted name of Flyway's table, with its schema
     */
    LastEntry(String history) {
        this.from = " FROM " + history + " WHERE ";
        this.table = history.substring(history.lastIndexOf('.') + 1)
                .replace("\"", "")
                .toLowerCase(Locale.ROOT);
    }

    /** Whether this reads the history, all that came after a rank. */
    boolean isAskedBy(String sql) {
        boolean is = sql.contains(SELECT) && sql.contains(from) && sql.contains(" > ? ORDER BY ");
        if (is) {
            columns = sql.substring(sql.indexOf(SELECT) + SELECT.length(), sql.indexOf(from));
        }
        return is;
    }

    /** The statement that writes an entry, which also gives back what will be asked, once it is known what that is. */
    String givenBack(String insert) {
        return columns.isEmpty() ? insert : insert + " RETURNING " + columns;
    }

    /** The server gave back the entry of this rank. */
    void give(int written, ResultSet row) throws SQLException {
        forget();
        rank = written;
        given = row;
    }

    /** Something that is not Flyway's own is about to be executed: it may change the history itself. */
    void beforeText(String sql) throws SQLException {
        if (given != null && sql.toLowerCase(Locale.ROOT).contains(table)) {
            forget();
        }
    }

    void forget() throws SQLException {
        if (given != null) {
            given.close();
            given = null;
        }
    }

    /** What came after a rank, once; null when only the server knows. */
    @Nullable
    ResultSet after(int asked) throws SQLException {
        if (asked != rank - 1) {
            forget();
        }
        ResultSet row = given;
        given = null;
        return row;
    }
}
