package dev.skein.testing;

import dev.skein.target.Namespace;
import dev.skein.target.PasswordCredentials;
import dev.skein.target.Secret;
import dev.skein.target.Target;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A fresh database and the role that owns it, which may create databases. Both go on close.
 *
 * @param name of the database and of the role
 */
public record TestDatabase(TestServer server, String name) implements AutoCloseable {
    private static final String PASSWORD = "p'w \"$\\ é";

    static TestDatabase create(TestServer server) {
        String name = "t" + UUID.randomUUID().toString().replace("-", "").substring(0, 16);
        TestDatabase database = new TestDatabase(server, name);
        database.onServer(
                "CREATE ROLE " + name + " LOGIN CREATEDB PASSWORD '" + PASSWORD.replace("'", "''") + "'",
                "CREATE DATABASE " + name + " OWNER " + name,
                "ALTER DATABASE " + name + " SET timezone TO 'Pacific/Chatham'");
        return database;
    }

    /** The database as a target of Skein, in schema public. */
    public Target target() {
        return target(new Namespace("public", List.of(), "flyway_schema_history", null));
    }

    /** The database as a target of Skein. */
    public Target target(Namespace namespace) {
        return new Target("orders", url(), new PasswordCredentials(name, () -> new Secret(PASSWORD)), namespace);
    }

    /** {@code jdbc:postgresql://…} */
    public String url() {
        return server.url(name);
    }

    /** The role's password. */
    public String password() {
        return PASSWORD;
    }

    /** A connection of the owning role. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), name, PASSWORD);
    }

    /** A superuser's connection to this database. */
    public Connection connectAsAdmin() throws SQLException {
        return DriverManager.getConnection(url(), server.adminUser(), server.adminPassword());
    }

    /** Executes statements as the owning role, each on its own. */
    public void execute(String... statements) {
        try (Connection connection = connect()) {
            execute(connection, statements);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Executes statements as superuser in this database, each on its own. */
    public void executeAsAdmin(String... statements) {
        try (Connection connection = connectAsAdmin()) {
            execute(connection, statements);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first column of a query's rows, as text. */
    public List<String> query(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (row.next()) {
                values.add(String.valueOf(row.getString(1)));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        onServer("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)", "DROP OWNED BY " + name, "DROP ROLE " + name);
    }

    private void onServer(String... statements) {
        try (Connection connection =
                DriverManager.getConnection(server.url("postgres"), server.adminUser(), server.adminPassword())) {
            execute(connection, statements);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void execute(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
