package dev.skein.plan.shadow;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/**
 * Copies what ALTER DATABASE … SET and ALTER ROLE … IN DATABASE … SET have set for the target's database.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-alterdatabase.html">ALTER DATABASE</a>
 */
record DatabaseSettings(Sql target, Sql server, Remarks remarks) {
    /** They load code into every session. */
    private static final Set<String> LEFT_OUT =
            Set.of("session_preload_libraries", "local_preload_libraries", "dynamic_library_path");

    /** Their values are stored as quoted names. */
    private static final Set<String> NAMES = Set.of("search_path", "temp_tablespaces");

    void copy(String database) throws SQLException {
        List<List<String>> settings = target.rows("""
                SELECT coalesce(rolname, ''), split_part(setting, '=', 1),
                       substr(setting, position('=' IN setting) + 1)
                FROM pg_db_role_setting LEFT JOIN pg_roles r ON r.oid = setrole, unnest(setconfig) setting
                WHERE setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())
                ORDER BY 1, 2
                """);
        for (List<String> setting : settings) {
            copy(database, setting.get(0), setting.get(1), setting.get(2));
        }
    }

    private void copy(String database, String role, String name, String value) throws SQLException {
        String whose = role.isEmpty() ? "" : " of role " + role;
        if (LEFT_OUT.contains(name)) {
            remarks.note("The database's setting " + name + whose + " was left out: it loads code.");
            return;
        }
        try {
            set(role.isEmpty() ? "DATABASE %2$I" : "ROLE %1$I IN DATABASE %2$I", List.of(role, database, name, value));
        } catch (SQLException e) {
            remarks.note(
                    "The database's setting " + name + whose + " was not copied (SQLSTATE " + e.getSQLState() + ").");
        }
    }

    private void set(String whose, List<String> arguments) throws SQLException {
        String name = arguments.get(2);
        Connection connection = server.connection();
        connection.setAutoCommit(false);
        try {
            if (whose.startsWith("DATABASE")) {
                server.runFormatted("SET LOCAL ROLE %I", owner(arguments.get(1)));
            }
            if (NAMES.contains(name)) {
                server.text("SELECT set_config(?, ?, true)", name, arguments.get(3));
                server.runFormatted("ALTER " + whose + " SET %3$I FROM CURRENT", arguments.toArray(String[]::new));
            } else {
                server.runFormatted("ALTER " + whose + " SET %3$I TO %4$L", arguments.toArray(String[]::new));
            }
            connection.commit();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private String owner(String database) throws SQLException {
        return server.text("SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = ?", database);
    }
}
