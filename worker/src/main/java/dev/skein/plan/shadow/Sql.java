package dev.skein.plan.shadow;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Short questions to one connection.
 *
 * @param connection in auto-commit mode
 */
record Sql(Connection connection) {
    /** Executes one statement. */
    void run(String statement) throws SQLException {
        try (Statement jdbc = connection.createStatement()) {
            jdbc.execute(statement);
        }
    }

    /** The rows of a query; NULL is empty text. */
    List<List<String>> rows(String query, Object... arguments) throws SQLException {
        try (PreparedStatement jdbc = connection.prepareStatement(query)) {
            for (int i = 0; i < arguments.length; i++) {
                jdbc.setObject(i + 1, arguments[i]);
            }
            try (ResultSet result = jdbc.executeQuery()) {
                List<List<String>> rows = new ArrayList<>();
                while (result.next()) {
                    rows.add(row(result));
                }
                return rows;
            }
        }
    }

    private static List<String> row(ResultSet result) throws SQLException {
        List<String> row = new ArrayList<>();
        for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
            String value = result.getString(column);
            row.add(value == null ? "" : value);
        }
        return row;
    }

    /** The first column of a query's rows. */
    List<String> texts(String query, Object... arguments) throws SQLException {
        return rows(query, arguments).stream().map(row -> row.get(0)).toList();
    }

    /** The only value of a query that has exactly one row. */
    String text(String query, Object... arguments) throws SQLException {
        return rows(query, arguments).get(0).get(0);
    }

    /** Whether a query says {@code true}. */
    boolean is(String query, Object... arguments) throws SQLException {
        return text(query, arguments).equals("t");
    }

    /** An array for {@code = ANY (?)}. */
    Object array(List<String> texts) throws SQLException {
        return connection.createArrayOf("text", texts.toArray());
    }

    /** Executes what the server's {@code format} makes of a template: {@code %I} quotes a name, {@code %L} a value. */
    void runFormatted(String template, String... arguments) throws SQLException {
        run(text("SELECT format(?, VARIADIC ?)", template, array(List.of(arguments))));
    }

    /** As {@code server_version_num}, such as 150018. */
    int version() throws SQLException {
        return Integer.parseInt(text("SHOW server_version_num"));
    }

    /** The privilege that SET ROLE asks for, as {@code pg_has_role} calls it. */
    String becoming() throws SQLException {
        return version() >= 160000 ? "SET" : "MEMBER";
    }
}
