package dev.skein.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * A PostgreSQL server in a sandbox of its own, with the sandbox's settings: {@code fsync} is off. It ends with this
 * process.
 *
 * @param version such as {@code 15.19}
 */
record Server(String version, String host, int port, Login admin) {
    /** A user name and its password. */
    record Login(String user, String password) {}

    /** Starts one of a major version, 15 to 18. */
    static Server start(int major) throws IOException {
        return start(List.of("--postgres", Integer.toString(major)));
    }

    /** Starts one of a major version in a sandbox that has all that a worker needs, and writes how to find it. */
    static Server provisioned(int major, Path environment) throws IOException {
        return start(
                List.of("--postgres", Integer.toString(major), "--provision", "--env-file", environment.toString()));
    }

    private static Server start(List<String> options) throws IOException {
        return SandboxProcess.start(options).server();
    }

    /** {@code jdbc:postgresql://…} */
    String url(String database) {
        return "jdbc:postgresql://" + host + ":" + port + "/" + database;
    }

    Connection connect(String database, Login login) throws SQLException {
        return DriverManager.getConnection(url(database), login.user(), login.password());
    }

    /** Executes statements as superuser, each on its own. */
    void execute(String database, String... statements) throws SQLException {
        try (Connection connection = connect(database, admin);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
