package dev.skein.plan.schema;

import dev.skein.testing.TestDatabase;
import dev.skein.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.concurrent.Callable;

/**
 * Times the snapshot and the in-place diff of a large schema. Arguments: the number of tables, 5000 if none, and the
 * server's major version, 17 if none.
 */
final class SchemaSpeed {
    private static final Leave LEAVE = new Leave("public", "flyway_schema_history");
    private static final int ROUNDS = 15;

    private SchemaSpeed() {}

    public static void main(String[] arguments) throws Exception {
        String tables = arguments.length > 0 ? arguments[0] : "5000";
        int major = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 17;
        try (TestDatabase database = TestServer.of(major).database();
                Connection connection = database.connectAsAdmin()) {
            SchemaCase.execute(connection, "SET skein.tables = " + Integer.parseInt(tables));
            SchemaCase.execute(
                    connection,
                    Files.readString(Path.of("src/test/resources/schema/large.sql"), StandardCharsets.UTF_8));
            SchemaCase.execute(connection, "VACUUM ANALYZE");
            time("snapshot", () -> Snapshots.read(connection, LEAVE).objects().size());
            time("nothing", () -> inPlace(connection, "SELECT 1"));
            time("add column", () -> inPlace(connection, "ALTER TABLE load.t42 ADD COLUMN more text"));
            time("drop table", () -> inPlace(connection, "DROP TABLE load.t43 CASCADE"));
        }
        System.exit(0);
    }

    private static int inPlace(Connection connection, String change) throws SQLException {
        long start = System.nanoTime();
        InPlaceDiff diff = InPlaceDiff.before(connection, LEAVE);
        long before = System.nanoTime();
        connection.setAutoCommit(false);
        SchemaCase.execute(connection, change);
        long within = System.nanoTime();
        InPlaceDiff.Tried tried = diff.within(connection);
        long rollback = System.nanoTime();
        connection.rollback();
        connection.setAutoCommit(true);
        SchemaDiff found = tried.finish(connection);
        long end = System.nanoTime();
        System.err.printf(
                "   before %d, within %d, finish %d ms, %d changes%n",
                (before - start) / 1_000_000,
                (rollback - within) / 1_000_000,
                (end - rollback) / 1_000_000,
                found.changes().size());
        return found.changes().size();
    }

    private static void time(String what, Callable<Integer> work) throws Exception {
        long[] times = new long[ROUNDS];
        int size = 0;
        for (int i = 0; i < ROUNDS; i++) {
            long start = System.nanoTime();
            size = work.call();
            times[i] = (System.nanoTime() - start) / 1_000_000;
        }
        System.err.printf("%s: %d, first %d ms, median of the rest ", what, size, times[0]);
        long[] rest = Arrays.copyOfRange(times, 5, ROUNDS);
        Arrays.sort(rest);
        System.err.printf("%d ms, least %d ms%n", rest[rest.length / 2], rest[0]);
    }
}
