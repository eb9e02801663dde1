package dev.skein.plan.shadow;

import dev.skein.target.Namespace;
import java.sql.SQLException;

/** Makes a scratch database's history the target's, so that Flyway finds the same pending migrations in both. */
record HistoryRows(Sql target, Sql scratch) {
    void copy(Namespace namespace) throws SQLException {
        String table =
                target.text("SELECT format('%I.%I', ?::text, ?::text)", namespace.schema(), namespace.historyTable());
        if (target.is("SELECT to_regclass(?) IS NULL", table)) {
            return;
        }
        scratch.run("DELETE FROM " + table);
        new TableCopy(target, scratch).copy(table);
    }
}
