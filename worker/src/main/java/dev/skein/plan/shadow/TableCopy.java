package dev.skein.plan.shadow;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOut;

/** Copies a table's rows from one database to another, as a stream. */
record TableCopy(Sql from, Sql to) {
    /**
     * All rows, or none.
     *
     * @param table quoted and qualified, the same in both
     * @return how many rows
     */
    long copy(String table) throws SQLException {
        String columns = from.text("""
                SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
                WHERE attrelid = ?::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
                """, table);
        if (columns.isEmpty()) {
            return 0;
        }
        Connection source = from.connection();
        source.setAutoCommit(false);
        try (Statement setting = source.createStatement()) {
            setting.execute("SET TRANSACTION READ ONLY");
            setting.execute("SET LOCAL lock_timeout TO '3s'");
            return stream(
                    "COPY (SELECT " + columns + " FROM " + table + ") TO STDOUT",
                    "COPY " + table + " (" + columns + ") FROM STDIN");
        } finally {
            source.rollback();
            source.setAutoCommit(true);
        }
    }

    private long stream(String out, String in) throws SQLException {
        CopyOut reader =
                from.connection().unwrap(PGConnection.class).getCopyAPI().copyOut(out);
        try {
            CopyIn writer =
                    to.connection().unwrap(PGConnection.class).getCopyAPI().copyIn(in);
            try {
                for (byte[] row = reader.readFromCopy(); row != null; row = reader.readFromCopy()) {
                    writer.writeToCopy(row, 0, row.length);
                }
                return writer.endCopy();
            } finally {
                cancel(writer.isActive() ? writer::cancelCopy : () -> {});
            }
        } finally {
            cancel(reader.isActive() ? reader::cancelCopy : () -> {});
        }
    }

    private interface Step {
        void take() throws SQLException;
    }

    private static void cancel(Step step) throws SQLException {
        step.take();
    }
}
