package dev.skein.plan.shadow;

import java.sql.SQLException;
import java.util.List;

/** Copies the seed tables' rows into a scratch database. What cannot be copied is told, and stays empty. */
record SeedRows(Sql target, Sql scratch, Remarks remarks) {
    void copy(Seed seed) throws SQLException {
        if (scratch.is("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")) {
            // Neither triggers nor foreign keys look at the rows then.
            scratch.run("SET session_replication_role TO replica");
        }
        for (String table : seed.tables()) {
            copy(table, seed.limit());
        }
    }

    private void copy(String written, long limit) throws SQLException {
        List<List<String>> found = target.rows("""
                SELECT format('%I.%I', nspname, relname),
                       (SELECT coalesce(sum(pg_relation_size(p.relid)), 0) FROM pg_partition_tree(c.oid) p)
                         + CASE relkind WHEN 'r' THEN pg_relation_size(c.oid) ELSE 0 END,
                       relispartition OR relkind = 'p'
                FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
                WHERE c.oid = to_regclass(?) AND relkind IN ('r', 'p')
                """, written);
        if (found.isEmpty()) {
            remarks.note("Seed table " + written + " was not copied: the target has no such table.");
            return;
        }
        long size = Long.parseLong(found.get(0).get(1));
        if (size > limit) {
            remarks.note("Seed table " + written + " was not copied: it has " + size + " bytes, and the limit is "
                    + limit + ".");
            return;
        }
        copyRows(found.get(0).get(0));
    }

    private void copyRows(String table) {
        try {
            remarks.note(
                    "Seed table " + table + ": " + new TableCopy(target, scratch).copy(table) + " rows were copied.");
        } catch (SQLException e) {
            // The message may hold values of rows.
            remarks.note("Seed table " + table + " was not copied: PostgreSQL answered SQLSTATE " + e.getSQLState()
                    + ". A table comes after those that it refers to.");
        }
    }
}
