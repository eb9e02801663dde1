package dev.skein.github;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.bundle.SourceFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourcesTest {
    @TempDir
    Path repository;

    @Test
    void finds_flyways_scripts_and_the_assertions_in_the_repository() throws IOException {
        write("db/migrations/2026/V1__a.sql");
        write("db/assertions/counts.sql");

        Sources sources = Sources.of(repository.resolve("db"), repository);

        assertThat(sources.place("migrations/2026/V1__a.sql", 3))
                .isEqualTo(new Place("db/migrations/2026/V1__a.sql", 3));
        assertThat(sources.place("assertions/counts.sql", 1)).isEqualTo(new Place("db/assertions/counts.sql", 1));
        assertThat(sources.place("migrations/V9__unknown.sql", 1)).isEqualTo(Place.NOWHERE);
    }

    @Test
    void finds_the_folder_that_a_migration_of_prisma_was_made_of() throws IOException {
        write("prisma/migrations/20260105093000_create_product/migration.sql");

        SourceFolder folder = SourceFolder.open(repository.resolve("prisma"));
        String entry = folder.list(folder.layout()).entries().get(0).path();

        Sources sources = Sources.of(repository.resolve("prisma"), repository);

        assertThat(entry).startsWith("migrations/V20260105093000.");
        assertThat(sources.place(entry, 2))
                .isEqualTo(new Place("prisma/migrations/20260105093000_create_product/migration.sql", 2));
    }

    @Test
    void what_lies_outside_of_the_repository_has_no_place(@TempDir Path elsewhere) throws IOException {
        Files.writeString(elsewhere.resolve("V1__a.sql"), "SELECT 1;");

        assertThat(Sources.of(elsewhere, repository).place("migrations/V1__a.sql", 1))
                .isEqualTo(Place.NOWHERE);
    }

    private void write(String path) throws IOException {
        Path file = repository.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "SELECT 1;");
    }
}
