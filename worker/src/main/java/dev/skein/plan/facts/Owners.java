package dev.skein.plan.facts;

import dev.skein.plan.facts.TargetFacts.Foreign;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads which relations the role may not change since others own them.
 *
 * @see <a href="https://www.postgresql.org/docs/current/ddl-priv.html">Privileges</a>
 */
final class Owners {
    private static final String QUERY = Parts.OF_THE_ASKED + """
            SELECT p.asked, quote_ident(n.nspname) || '.' || quote_ident(c.relname), pg_get_userbyid(c.relowner),
                pg_has_role(current_user, n.nspowner, 'USAGE')
            FROM part p JOIN pg_class c ON c.oid = p.oid JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE NOT pg_has_role(current_user, c.relowner, 'USAGE')
            ORDER BY 1, 2""";

    private Owners() {}

    static List<Foreign> read(Connection connection, String[] relations) throws SQLException {
        List<Foreign> foreign = new ArrayList<>();
        try (PreparedStatement statement = Parts.ask(connection, QUERY, relations);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                foreign.add(new Foreign(row.getString(1), row.getString(2), row.getString(3), row.getBoolean(4)));
            }
        }
        return foreign;
    }
}
