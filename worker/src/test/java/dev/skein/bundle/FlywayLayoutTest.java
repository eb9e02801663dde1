package dev.skein.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlywayLayoutTest {
    @TempDir
    private Path root;

    @Test
    void lists_scripts_of_all_kinds_in_folders_of_any_depth_sorted_by_path() throws IOException {
        new Folder(root)
                .with("V2__b.sql")
                .with("2024/q1/V1__a.sql")
                .with("R__view.sql")
                .with("U2__b.sql")
                .with("afterMigrate.sql")
                .with("V2__b.sql.conf", "executeInTransaction=false");

        SourceListing listing = FlywayLayout.list(root);

        assertThat(listing.entries())
                .extracting(ManifestFile::path, ManifestFile::kind)
                .containsExactly(
                        tuple("migrations/2024/q1/V1__a.sql", FileKind.MIGRATION),
                        tuple("migrations/R__view.sql", FileKind.REPEATABLE),
                        tuple("migrations/U2__b.sql", FileKind.UNDO),
                        tuple("migrations/V2__b.sql", FileKind.MIGRATION),
                        tuple("migrations/V2__b.sql.conf", FileKind.CONFIG),
                        tuple("migrations/afterMigrate.sql", FileKind.CALLBACK));
        assertThat(listing.leftOut()).isEmpty();
        assertThat(listing.problems()).isEmpty();
    }

    @Test
    void describes_each_file_by_its_checksum_and_size() throws IOException {
        new Folder(root).with("V1__a.sql", "abc");

        assertThat(FlywayLayout.list(root).entries())
                .containsExactly(new ManifestFile(
                        "migrations/V1__a.sql",
                        FileKind.MIGRATION,
                        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                        3));
    }

    @Test
    void names_what_it_leaves_out() throws IOException {
        new Folder(root)
                .with("V1__a.sql")
                .with("README.md")
                .with("docs/erd.png")
                .with(".gitkeep", "");

        SourceListing listing = FlywayLayout.list(root);

        assertThat(listing.leftOut()).containsExactly(".gitkeep", "README.md", "docs/erd.png");
        assertThat(listing.problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"V2__b.java", "V2_1__b.kt", "V2.1__b.SQL", "R__c.py", "old/U2__b.sh"})
    void refuses_a_migration_that_is_not_sql(String file) throws IOException {
        new Folder(root).with("V1__a.sql").with(file);

        SourceListing listing = FlywayLayout.list(root);

        assertThat(listing.problems())
                .extracting(BundleProblem::code, BundleProblem::entry)
                .containsExactly(tuple(ProblemCode.UNSUPPORTED_MIGRATION, file));
        assertThat(listing.entries()).extracting(ManifestFile::path).containsExactly("migrations/V1__a.sql");
    }

    @Test
    void carries_a_script_with_a_wrong_name_so_that_reading_the_bundle_refuses_it() throws IOException {
        new Folder(root).with("V1_a.sql");

        assertThat(FlywayLayout.list(root).entries())
                .extracting(ManifestFile::path, ManifestFile::kind)
                .containsExactly(tuple("migrations/V1_a.sql", FileKind.MIGRATION));
    }

    @Test
    void follows_links() throws IOException {
        Path elsewhere = Files.createDirectory(root.resolve("elsewhere"));
        new Folder(elsewhere).with("V1__a.sql");
        Path inside = Files.createDirectory(root.resolve("inside"));
        Files.createSymbolicLink(inside.resolve("shared"), elsewhere);

        assertThat(FlywayLayout.list(inside).entries())
                .extracting(ManifestFile::path)
                .containsExactly("migrations/shared/V1__a.sql");
    }

    @Test
    void fails_on_folders_that_contain_themselves() throws IOException {
        Files.createSymbolicLink(root.resolve("again"), root);

        assertThatThrownBy(() -> FlywayLayout.list(root)).isInstanceOf(FileSystemLoopException.class);
    }

    @Test
    void fails_on_a_migration_that_is_a_link_to_nothing() throws IOException {
        Files.createSymbolicLink(root.resolve("V1__a.sql"), root.resolve("absent.sql"));

        assertThatThrownBy(() -> FlywayLayout.list(root)).isInstanceOf(NoSuchFileException.class);
    }
}
