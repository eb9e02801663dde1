package dev.skein.plan.shadow;

import java.sql.SQLException;
import java.util.List;

/** Takes from a scratch database what it could log in to other servers with. */
record ForeignAccess(Sql scratch, Remarks remarks) {
    void remove() throws SQLException {
        List<List<String>> mappings = scratch.rows("""
                SELECT CASE umuser WHEN 0 THEN 'PUBLIC' ELSE quote_ident(usename) END, quote_ident(srvname)
                FROM pg_user_mappings ORDER BY 2, 1
                """);
        for (List<String> mapping : mappings) {
            scratch.run("DROP USER MAPPING FOR " + mapping.get(0) + " SERVER " + mapping.get(1));
            remarks.missing("user mapping for " + mapping.get(0) + " server " + mapping.get(1)
                    + ": left out, so that the dry run reaches no other server");
        }
    }
}
