package dev.skein.flyway;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * What Flyway sets for each migration, role and search path: it goes to the server together with what is sent next, and does
 * not make a round trip of its own.
 */
final class FlywaySettings {
    static final String SEARCH_PATH = "SELECT set_config('search_path', ?, false)";

    private final Connection connection;
    private final List<String> waiting = new ArrayList<>();

    FlywaySettings(Connection connection) {
        this.connection = connection;
    }

    void add(String sql) {
        waiting.add(sql);
    }

    /** The constant is written so that it means the same whatever standard_conforming_strings is by now. */
    void addSearchPath(String path) {
        add("SELECT set_config('search_path', E'" + path.replace("\\", "\\\\").replace("'", "''") + "', false)");
    }

    /** A transaction that is rolled back takes its settings with it. */
    void drop() {
        waiting.clear();
    }

    /** Sends them alone. */
    void send() throws SQLException {
        if (!waiting.isEmpty()) {
            String all = take();
            try (Statement statement = connection.createStatement()) {
                statement.execute(all);
            }
        }
    }

    /** Sends them before a statement; with it where that is a query, whose result comes last then. */
    PreparedStatement prepare(String sql) throws SQLException {
        if (waiting.isEmpty()) {
            return connection.prepareStatement(sql);
        }
        if (!sql.contains("SELECT") || sql.startsWith("INSERT")) {
            send();
            return connection.prepareStatement(sql);
        }
        PreparedStatement all = connection.prepareStatement(take() + "; " + sql);
        return (PreparedStatement) Proxy.newProxyInstance(
                FlywaySettings.class.getClassLoader(),
                new Class<?>[] {PreparedStatement.class},
                (proxy, method, arguments) -> method.getName().equals("executeQuery")
                        ? last(all)
                        : KnownAnswers.call(all, method, arguments));
    }

    private String take() {
        String all = String.join("; ", waiting);
        waiting.clear();
        return all;
    }

    private static ResultSet last(PreparedStatement all) throws SQLException {
        ResultSet last = all.execute() ? all.getResultSet() : null;
        while (all.getMoreResults(Statement.KEEP_CURRENT_RESULT) || all.getUpdateCount() != -1) {
            last = all.getResultSet() == null ? last : all.getResultSet();
        }
        if (last == null) {
            throw new SQLException("a query without a result");
        }
        return last;
    }
}
