package dev.skein.plan.facts;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Asks tables whether they hold a row. Where row security would hide rows the server refuses, so that nothing that is
 * only hidden counts as empty. What lies on other servers is not asked.
 *
 * @see <a href="https://www.postgresql.org/docs/current/ddl-rowsecurity.html">Row security policies</a>
 */
final class Contents {
    private static final String HERE = Parts.OF_THE_ASKED + """
            SELECT p.asked FROM part p JOIN pg_class c ON c.oid = p.oid
            GROUP BY p.asked HAVING bool_and(c.relkind IN ('r', 'p', 'm')) ORDER BY 1""";

    private static final String HAS_ROWS = "SELECT %s, EXISTS (SELECT FROM %s)";

    private Contents() {}

    /** Those of the names that can be asked, as the catalog quotes them. */
    static List<String> askable(Connection connection, String[] relations) throws SQLException {
        List<String> names = new ArrayList<>();
        try (PreparedStatement statement = Parts.ask(connection, HERE, relations);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                names.add(row.getString(1));
            }
        }
        return names;
    }

    /** @param askable at least one */
    static Map<String, Content> read(Connection connection, List<String> askable) throws SQLException {
        Map<String, Content> contents = new HashMap<>();
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL row_security = off");
            try (ResultSet row = statement.executeQuery(question(askable))) {
                while (row.next()) {
                    contents.put(askable.get(row.getInt(1)), row.getBoolean(2) ? Content.ROWS : Content.EMPTY);
                }
            }
        }
        return contents;
    }

    private static String question(List<String> askable) {
        return IntStream.range(0, askable.size())
                .mapToObj(place -> HAS_ROWS.formatted(place, askable.get(place)))
                .collect(Collectors.joining(" UNION ALL "));
    }
}
