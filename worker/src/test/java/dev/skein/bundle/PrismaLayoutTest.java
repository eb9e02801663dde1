package dev.skein.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrismaLayoutTest {
    private static final List<String> FOLDERS = List.of(
            "0_init",
            "20250625101010_add_note",
            "20250625101010_add_price",
            "20250625101010_y",
            "20250625_x",
            "20250701000000_drop-note");

    @TempDir
    private Path root;

    @Test
    void makes_a_flyway_script_of_each_folder_in_the_order_of_their_names() throws IOException {
        FOLDERS.forEach(this::add);

        SourceListing listing = PrismaLayout.list(root);

        assertThat(listing.problems()).isEmpty();
        assertThat(inFlywaysOrder(listing).map(PrismaLayoutTest::folder)).containsExactlyElementsOf(FOLDERS);
        assertThat(listing.entries())
                .allSatisfy(file -> assertThat(file.kind()).isEqualTo(FileKind.MIGRATION))
                .allSatisfy(file -> assertThat(
                                ScriptName.parse(file.fileName()).orElseThrow().kind())
                        .isEqualTo(FileKind.MIGRATION));
    }

    @Test
    void changes_no_other_version_for_a_folder_that_is_added() throws IOException {
        FOLDERS.forEach(this::add);
        List<ManifestFile> before = PrismaLayout.list(root).entries();

        add("20250625101010_b_merged_later");
        add("1_first");
        List<ManifestFile> after = PrismaLayout.list(root).entries();

        assertThat(after).hasSize(before.size() + 2).containsAll(before);
    }

    @Test
    void refuses_folders_that_it_cannot_order() throws IOException {
        add("20250625101010_a_rather_long_description_one");
        add("20250625101010_a_rather_long_description_two");

        assertThat(PrismaLayout.list(root).problems())
                .extracting(BundleProblem::code, BundleProblem::entry, BundleProblem::message)
                .containsExactly(tuple(
                        ProblemCode.PRISMA_ORDER,
                        "20250625101010_a_rather_long_description_two",
                        "cannot be told from 20250625101010_a_rather_long_description_one by its first characters"));
    }

    @Test
    void names_what_it_leaves_out() throws IOException {
        add("20250625101010_a");
        new Folder(root)
                .with("migration_lock.toml", "provider = \"postgresql\"")
                .with("20250625101010_a/down.sql")
                .with("20250625101010_a/nested/migration.sql")
                .with("migration.sql")
                .with("seed.sql");

        assertThat(PrismaLayout.list(root).leftOut())
                .containsExactly(
                        "20250625101010_a/down.sql",
                        "20250625101010_a/nested/migration.sql",
                        "migration.sql",
                        "migration_lock.toml",
                        "seed.sql");
    }

    private void add(String folder) {
        new Folder(root).with(folder + "/migration.sql", "SELECT '" + folder + "';\n");
    }

    private static Stream<String> inFlywaysOrder(SourceListing listing) {
        return listing.entries().stream()
                .map(ManifestFile::fileName)
                .sorted(Comparator.comparing(
                        name -> MigrationVersion.fromVersion(name.substring(1, name.indexOf("__")))));
    }

    private static String folder(String script) {
        return script.substring(script.indexOf("__") + 2, script.length() - ".sql".length());
    }
}
