package dev.skein.rig;

import dev.skein.e2e.Surroundings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The target's database, seen past all proxies.
 *
 * @param admin a superuser
 */
record Database(String url, String name, Surroundings.Login admin) {
    Connection connect() throws SQLException {
        return DriverManager.getConnection(url, admin.name(), admin.secret());
    }

    /** The first column of a query's rows, as text. */
    List<String> query(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (row.next()) {
                values.add(String.valueOf(row.getString(1)));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Executes statements, each on its own. */
    void execute(String... statements) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether a query's only value is true. */
    boolean is(String sql) {
        return query(sql).equals(List.of("t"));
    }
}
