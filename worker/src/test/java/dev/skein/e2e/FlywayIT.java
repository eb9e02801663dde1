package dev.skein.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What users of Flyway expect of their folder. */
class FlywayIT extends EndToEndTest {
    @TempDir
    Path folder;

    @Test
    void runs_callbacks_and_repeatables_and_leaves_undo_alone() throws Exception {
        write("V1__log.sql", "CREATE TABLE log (line text);");
        write("beforeEachMigrate.sql", "SELECT 1;");
        write("afterMigrate__note.sql", "INSERT INTO log VALUES ('afterMigrate');");
        write("R__view.sql", "CREATE OR REPLACE VIEW one AS SELECT 1 AS one;");
        write("U1__log.sql", "DROP TABLE log;");

        JsonNode first = apply();
        JsonNode again = apply();

        assertThat(first.path("status").asString()).as(first.toString()).isEqualTo("APPLIED");
        assertThat(again.path("status").asString()).isEqualTo("UNCHANGED");
        assertThat(stage.sql("SELECT count(*) FROM log")).containsExactly("2");
        assertThat(stage.sql("SELECT one FROM one")).containsExactly("1");
    }

    @Test
    void obeys_the_settings_beside_a_script() throws Exception {
        write("V1__no_transaction.sql", "CREATE TABLE kept (id int);\nSELECT 1/0;");
        write("V1__no_transaction.sql.conf", "executeInTransaction=false");

        JsonNode outcome = apply("--dry-run", "off");

        assertThat(outcome.at("/problem/code").asString())
                .as(outcome.toString())
                .isEqualTo("statement-failed");
        assertThat(outcome.at("/problem/remedy").asString()).contains("could not run in a transaction");
        assertThat(stage.sql("SELECT to_regclass('kept') IS NOT NULL")).containsExactly("t");
    }

    @Test
    void replaces_placeholders_only_when_they_are_given() throws Exception {
        write("V1__a.sql", "CREATE TABLE a AS SELECT '${name}' AS text;");

        JsonNode plain = apply();
        write("V2__b.sql", "CREATE TABLE b AS SELECT '${name}' AS text;");
        JsonNode replaced = apply("--placeholder", "name=Ada");

        assertThat(plain.path("status").asString()).isEqualTo("APPLIED");
        assertThat(stage.sql("SELECT text FROM a")).containsExactly("${name}");
        assertThat(replaced.path("status").asString()).as(replaced.toString()).isEqualTo("APPLIED");
        assertThat(stage.sql("SELECT text FROM b")).containsExactly("Ada");
    }

    @Test
    void refuses_a_migration_of_which_only_a_part_can_be_in_a_transaction() throws Exception {
        write("V1__a.sql", "CREATE TABLE a (id int);");
        write("V2__mixed.sql", "VACUUM a; CREATE TABLE b (id int);");

        JsonNode outcome = apply("--dry-run", "off");

        assertThat(outcome.path("status").asString()).isEqualTo("REJECTED");
        assertThat(outcome.at("/problem/code").asString()).isEqualTo("mixed-migration");
        assertThat(outcome.at("/problem/file").asString()).isEqualTo("migrations/V2__mixed.sql");
        assertThat(outcome.at("/problem/remedy").asString()).contains("Split the migration");
        assertThat(stage.sql("SELECT to_regclass('a') IS NULL")).containsExactly("t");
    }

    @Test
    void gives_the_failure_of_a_callback_an_outcome() throws Exception {
        write("V1__a.sql", "CREATE TABLE a (id int);");
        write("beforeValidate.sql", "SELECT nonsense;");

        JsonNode outcome = apply("--dry-run", "off");

        assertThat(outcome.at("/problem/code").asString())
                .as(outcome.toString())
                .isEqualTo("statement-failed");
        assertThat(outcome.at("/problem/file").asString()).isEqualTo("migrations/beforeValidate.sql");
    }

    @Test
    void does_not_take_over_a_schema_that_holds_objects_but_no_history() throws Exception {
        stage.sql("CREATE TABLE mine ()");
        write("V1__a.sql", "CREATE TABLE a (id int);");

        JsonNode outcome = apply();

        assertThat(outcome.path("status").asString()).isEqualTo("REJECTED");
        assertThat(outcome.at("/problem/code").asString()).isEqualTo("no-history");
        assertThat(stage.sql("SELECT to_regnamespace('skein') IS NULL AND to_regclass('a') IS NULL"))
                .containsExactly("t");
    }

    @Test
    void applies_under_a_role_for_which_an_administrator_has_made_the_schemas() throws Exception {
        stage.sql("ALTER DATABASE " + stage.id + " OWNER TO postgres");
        stage.sql("GRANT CREATE ON SCHEMA public TO " + stage.id);
        stage.sql("CREATE SCHEMA skein AUTHORIZATION " + stage.id);
        write("V1__a.sql", "CREATE TABLE a (id int);");

        JsonNode outcome = apply();

        assertThat(outcome.path("status").asString()).as(outcome.toString()).isEqualTo("APPLIED");
    }

    @Test
    void runs_no_callback_for_a_bundle_that_it_rejects() throws Exception {
        write("V1__a.sql", "CREATE TABLE a (id int);");
        apply();
        write("V1__a.sql", "CREATE TABLE a (id bigint);");
        write("beforeValidate.sql", "CREATE TABLE touched ();");

        JsonNode outcome = apply();

        assertThat(outcome.at("/problem/code").asString()).isEqualTo("migration-changed");
        assertThat(stage.sql("SELECT to_regclass('touched') IS NULL")).containsExactly("t");
    }

    @Test
    void applies_a_prisma_history_in_the_order_of_its_folders() throws Exception {
        prisma("20250625101010_y", "CREATE TABLE y (id int);");
        prisma("20250625_x", "ALTER TABLE y ADD COLUMN after_y int;");
        prisma("20250701000000_b", "ALTER TABLE y ADD COLUMN b int;");
        prisma("20250701000000_a", "ALTER TABLE y ADD COLUMN a int;");

        JsonNode first = apply();
        prisma("20250626000000_merged_later", "SELECT 1;");
        JsonNode later = apply();

        assertThat(first.path("status").asString()).as(first.toString()).isEqualTo("APPLIED");
        assertThat(folders(first))
                .containsExactly("20250625101010_y", "20250625_x", "20250701000000_a", "20250701000000_b");
        assertThat(later.path("status").asString()).as(later.toString()).isEqualTo("APPLIED");
        assertThat(folders(later)).containsExactly("20250626000000_merged_later");
    }

    @Test
    void refuses_a_flyway_migration_that_comes_before_an_applied_one() throws Exception {
        write("V1__a.sql", "SELECT 1;");
        write("V3__c.sql", "SELECT 1;");
        apply();
        write("V2__b.sql", "SELECT 1;");

        JsonNode outcome = apply();

        assertThat(outcome.at("/problem/code").asString()).isEqualTo("migration-out-of-order");
        assertThat(outcome.at("/problem/file").asString()).isEqualTo("migrations/V2__b.sql");
    }

    private static List<String> folders(JsonNode outcome) {
        return outcome.path("migrations")
                .valueStream()
                .map(migration -> migration.path("file").asString().replaceAll(".*?__|\\.sql", ""))
                .toList();
    }

    private void write(String name, String content) throws Exception {
        Files.writeString(folder.resolve(name), content);
    }

    private void prisma(String name, String sql) throws Exception {
        Files.writeString(Files.createDirectory(folder.resolve(name)).resolve("migration.sql"), sql);
    }

    private JsonNode apply(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "apply", folder.toString(), "--name", "app", "--url", stage.surroundings.jdbcUrl(stage.id), "--json"));
        arguments.addAll(List.of(more));
        SkeinProcess.Result result = SkeinProcess.run(
                Map.of("PGUSER", stage.id, "PGPASSWORD", Stage.PASSWORD), arguments.toArray(String[]::new));
        // How far it is, where it takes its time.
        assertThat(result.err().lines()).allMatch(line -> line.matches("(planning|applying|finishing) .*"));
        return JsonMapper.shared().readTree(result.out());
    }
}
