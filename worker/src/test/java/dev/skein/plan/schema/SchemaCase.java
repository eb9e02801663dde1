package dev.skein.plan.schema;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.skein.testing.TestDatabase;
import dev.skein.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A folder below {@code src/test/resources/schema}: {@code setup.sql}, {@code change.sql}, and the changes that are to be
 * found, {@code changes.txt}; where an older server words definitions differently, {@code changes.15.txt}. The first line of a setup may be {@code -- from 18}.
 *
 * @param major of the server that it runs on
 */
public record SchemaCase(String name, int major) {
    /** What the snapshots of a case leave out. */
    public static final Leave LEAVE = new Leave("public", "flyway_schema_history");

    /** The newest first: its wording is the one that others may differ from. */
    private static final List<Integer> MAJORS = List.of(18, 17, 15);

    private static final Path FOLDER = Path.of("src/test/resources/schema");
    private static final Pattern SINCE = Pattern.compile("-- from (\\d+)\\n");

    /** Every case on every server that it is for: PostgreSQL 18, 17 and 15. */
    public static Stream<SchemaCase> all() {
        try (Stream<Path> folders = Files.list(FOLDER)) {
            List<String> names = folders.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
            return MAJORS.stream()
                    .flatMap(major -> names.stream().map(name -> new SchemaCase(name, major)))
                    .filter(SchemaCase::applies);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean applies() {
        Matcher since = SINCE.matcher(setup());
        return !since.lookingAt() || Integer.parseInt(since.group(1)) <= major;
    }

    /** What is there before. */
    public String setup() {
        return text("setup.sql");
    }

    /** What changes it. */
    public String change() {
        return text("change.sql");
    }

    /** The changes that are to be found; {@code -Dskein.golden=rewrite} takes those that were found for true. */
    String expected(SchemaDiff found) {
        if ("rewrite".equals(System.getProperty("skein.golden"))) {
            write(found);
        }
        return Files.exists(path(older())) ? text(older()) : text("changes.txt");
    }

    /** A database with the setup. */
    TestDatabase database() {
        TestDatabase database = empty();
        database.executeAsAdmin(setup());
        return database;
    }

    /** A database without the setup, on a server with the roles that it names. */
    public TestDatabase empty() {
        TestDatabase database = TestServer.of(major).database();
        database.executeAsAdmin("""
                DO $$
                BEGIN
                    IF to_regrole('skein_reader') IS NULL THEN
                        CREATE ROLE skein_reader;
                        CREATE ROLE "skein Wri""ter";
                    END IF;
                END $$""");
        return database;
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** One line for each change, and one for each field that differs. */
    public static String lines(SchemaDiff diff) {
        return diff.changes().stream()
                .map(change -> head(change) + fields(change))
                .collect(Collectors.joining());
    }

    private static String head(Change change) {
        String was =
                change.was().equals(change.id()) ? "" : " (was " + change.was().path() + ")";
        return "%s %s %s%s%n"
                .formatted(
                        change.action(), change.id().kind().label(), change.id().path(), was);
    }

    private static String fields(Change change) {
        return change.fields().stream()
                .map(field -> "    %s: %s%n".formatted(field.label(), texts(change, field)))
                .collect(Collectors.joining());
    }

    private static String texts(Change change, Field field) {
        String after = change.after(field).replace("\n", "\n      ");
        String before = change.before(field).replace("\n", "\n      ");
        return switch (change.action()) {
            case ADDED -> after;
            case REMOVED -> before;
            default -> before + " -> " + after;
        };
    }

    private String older() {
        return "changes." + major + ".txt";
    }

    private Path path(String file) {
        return FOLDER.resolve(name).resolve(file);
    }

    private String text(String file) {
        try {
            return Files.readString(path(file), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(SchemaDiff found) {
        try {
            Files.deleteIfExists(path(older()));
            if (major == MAJORS.get(0)) {
                Files.writeString(path("changes.txt"), lines(found), UTF_8);
            } else if (!text("changes.txt").equals(lines(found))) {
                Files.writeString(path(older()), lines(found), UTF_8);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name + " on " + major;
    }
}
