package dev.skein.plan.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.target.TargetConnector;
import dev.skein.target.TargetSession;
import dev.skein.testing.TestDatabase;
import dev.skein.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A target's schema as pg_dump writes it; the machine has PostgreSQL 15's or a later one. */
class SchemaDumpIT {
    private final TestDatabase database = TestServer.of(15).database();

    @TempDir
    private Path folder;

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void holds_the_targets_objects_and_neither_rows_nor_what_is_skeins() throws Exception {
        database.execute(
                "CREATE TABLE item (id int)",
                "INSERT INTO item VALUES (4711)",
                "CREATE SCHEMA skein",
                "CREATE TABLE skein.run (id int)",
                "CREATE TABLE flyway_schema_history (id int PRIMARY KEY)");

        assertThat(write("")).isEmpty();

        assertThat(Files.readString(folder.resolve("schema.sql")))
                .contains("CREATE TABLE public.item")
                .doesNotContain("4711", "skein.run", "SCHEMA skein", "flyway_schema_history");
    }

    @Test
    void says_why_there_is_none_without_a_fit_program() throws Exception {
        assertThat(write("/nowhere/pg_dump").orElseThrow()).contains("/nowhere/pg_dump");
    }

    @Test
    void writes_no_passwords_of_user_mappings() throws Exception {
        database.executeAsAdmin(
                "CREATE FOREIGN DATA WRAPPER plain",
                "CREATE SERVER far FOREIGN DATA WRAPPER plain",
                "CREATE USER MAPPING FOR CURRENT_USER SERVER far OPTIONS (password 'secret')");

        assertThat(write("").orElseThrow()).contains("user mappings");
        database.executeAsAdmin("DROP FOREIGN DATA WRAPPER plain CASCADE");
    }

    @Test
    void does_not_wait_long_for_a_lock() throws Exception {
        database.execute("CREATE TABLE item (id int)");
        try (Connection other = database.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE item IN ACCESS EXCLUSIVE MODE");

            assertThat(write("").orElseThrow()).contains("timeout");
        }
    }

    private Optional<String> write(String pgDump) throws SQLException, IOException {
        try (TargetSession session = new TargetConnector(Duration.ofSeconds(10)).open(database.target(), "test")) {
            return new SchemaDump(database.target(), session).write(pgDump, folder.resolve("schema.sql"));
        }
    }
}
