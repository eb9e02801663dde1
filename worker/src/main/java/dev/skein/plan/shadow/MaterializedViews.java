package dev.skein.plan.shadow;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Fills the materialized views that are filled on the target, so that they can be read in the scratch database. */
record MaterializedViews(Sql target, Sql scratch, Remarks remarks) {
    private static final String POPULATED = """
            SELECT format('%I.%I', nspname, relname) FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
            WHERE relkind = 'm' AND relispopulated ORDER BY c.oid
            """;

    void refresh() throws SQLException {
        List<String> left = new ArrayList<>(target.texts(POPULATED));
        left.removeAll(scratch.texts(POPULATED));
        if (left.isEmpty()) {
            return;
        }
        if (scratch.is("SELECT EXISTS (SELECT FROM pg_foreign_server)"
                + " OR EXISTS (SELECT FROM pg_extension WHERE extname = 'dblink')")) {
            remarks.missing(
                    "the content of materialized views: they might read from other servers, so they are not filled");
            return;
        }
        // Those that read from others succeed after them.
        while (left.removeIf(this::succeeds)) {
            remarks.note("Materialized views were filled from the empty tables.");
        }
        left.forEach(view -> remarks.missing("the content of materialized view " + view));
    }

    private boolean succeeds(String view) {
        try {
            scratch.run("REFRESH MATERIALIZED VIEW " + view);
            return true;
        } catch (SQLException e) {
            return false;
        }
    }
}
