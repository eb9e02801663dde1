package dev.skein.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

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
        List<String> command = new ArrayList<>(List.of(Checkout.java(), "-jar", Checkout.sandbox(), "start"));
        command.addAll(options);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        if (line == null) {
            throw new IOException("the sandbox ended without a word");
        }
        return of(JsonMapper.shared().readTree(line).path("postgres"));
    }

    private static Server of(JsonNode postgres) {
        return new Server(
                postgres.path("version").asString(),
                postgres.path("host").asString(),
                postgres.path("port").asInt(),
                new Login(
                        postgres.path("user").asString(),
                        postgres.path("password").asString()));
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
