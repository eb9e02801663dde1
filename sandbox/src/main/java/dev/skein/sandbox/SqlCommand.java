package dev.skein.sandbox;

import dev.skein.sandbox.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs one statement on the sandbox's PostgreSQL. */
@Command(
        name = "sql",
        mixinStandardHelpOptions = true,
        description = {
            "Runs SQL as the superuser, on the server that PGHOST and PGPORT name.",
            "Prints the rows as a table, or how many rows were changed. Exit code 1 with PostgreSQL's message where it"
                    + " refuses."
        },
        footer = {
            "",
            "Example:",
            "  java -jar skein-sandbox.jar sql --database orders \"SELECT * FROM flyway_schema_history\""
        })
final class SqlCommand implements Callable<Integer> {
    @Option(names = "--database", defaultValue = "postgres", description = "The database (default: ${DEFAULT-VALUE}).")
    private String database = "postgres";

    @Parameters(paramLabel = "SQL", description = "What to run.")
    private String sql = "";

    @Override
    public Integer call() {
        try {
            Environment environment = Environment.current();
            String url = "jdbc:postgresql://" + environment.required("PGHOST") + ":" + environment.required("PGPORT")
                    + "/" + database;
            System.out.println(run(url));
            return 0;
        } catch (SQLException | IllegalStateException e) {
            System.err.println(e.getMessage());
            return 1;
        }
    }

    private String run(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, PostgresServer.USER, PostgresServer.PASSWORD);
                Statement statement = connection.createStatement()) {
            return statement.execute(sql)
                    ? Table.of(statement.getResultSet()).toString()
                    : Math.max(0, statement.getUpdateCount()) + " rows changed";
        }
    }
}
