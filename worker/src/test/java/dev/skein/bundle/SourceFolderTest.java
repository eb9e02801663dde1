package dev.skein.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceFolderTest {
    @TempDir
    private Path root;

    @Test
    void takes_the_folder_migrations_where_there_is_one() throws IOException {
        new Folder(root).with("schema.sql").with("migrations/V1__a.sql");

        SourceListing listing = SourceFolder.open(root).list(SourceLayout.FLYWAY);

        assertThat(listing.entries()).extracting(ManifestFile::path).containsExactly("migrations/V1__a.sql");
        assertThat(listing.leftOut()).isEmpty();
    }

    @Test
    void takes_the_folder_itself_where_migrations_is_no_folder() throws IOException {
        new Folder(root).with("migrations", "a note").with("V1__a.sql");

        SourceListing listing = SourceFolder.open(root).list(SourceLayout.FLYWAY);

        assertThat(listing.entries()).extracting(ManifestFile::path).containsExactly("migrations/V1__a.sql");
        assertThat(listing.leftOut()).containsExactly("migrations");
    }

    @ParameterizedTest
    @ValueSource(strings = {"assertions/", "migrations/assertions/"})
    void takes_assertions_beside_the_migrations_or_among_them(String folder) throws IOException {
        new Folder(root)
                .with("migrations/V1__a.sql")
                .with(folder + "none.sql")
                .with(folder + "orders/total.sql")
                .with(folder + "notes.md");

        SourceListing listing = SourceFolder.open(root).list(SourceLayout.FLYWAY);

        assertThat(listing.entries())
                .extracting(ManifestFile::path)
                .containsExactly("assertions/none.sql", "assertions/orders/total.sql", "migrations/V1__a.sql");
        assertThat(listing.entries().get(0).kind()).isEqualTo(FileKind.ASSERTION);
        assertThat(listing.leftOut()).containsExactly("assertions/notes.md");
    }

    @Test
    void takes_assertions_of_a_folder_without_migrations_in_it_and_of_prisma() throws IOException {
        new Folder(root).with("20250101000000_a/migration.sql").with("assertions/none.sql");

        SourceListing listing = SourceFolder.open(root).list(SourceLayout.PRISMA);

        assertThat(listing.entries())
                .extracting(ManifestFile::kind)
                .containsExactly(FileKind.ASSERTION, FileKind.MIGRATION);
        assertThat(listing.leftOut()).isEmpty();
    }

    @Test
    void is_not_opened_where_there_is_no_folder() {
        new Folder(root).with("V1__a.sql");

        assertThatThrownBy(() -> SourceFolder.open(root.resolve("V1__a.sql")))
                .isInstanceOf(NotDirectoryException.class);
        assertThatThrownBy(() -> SourceFolder.open(root.resolve("absent"))).isInstanceOf(NoSuchFileException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "V1__a.sql, FLYWAY",
        "README.md, FLYWAY",
        "sql/2024/V1__a.sql, FLYWAY",
        "migration.sql, FLYWAY",
        "0_init/migration.sql, PRISMA",
        "migration_lock.toml, PRISMA",
        "migrations/V1__a.sql, FLYWAY",
        "migrations/0_init/migration.sql, PRISMA",
    })
    void tells_the_layout(String file, SourceLayout layout) throws IOException {
        new Folder(root).with(file);

        assertThat(SourceFolder.open(root).layout()).isEqualTo(layout);
    }

    @Test
    void gives_nothing_for_an_empty_folder() throws IOException {
        SourceFolder folder = SourceFolder.open(root);

        assertThat(folder.layout()).isEqualTo(SourceLayout.FLYWAY);
        SourceListing listing = folder.list(folder.layout());
        assertThat(listing.files()).isEmpty();
        assertThat(listing.defaultVersion()).startsWith("0-");
    }

    @ParameterizedTest
    @CsvSource({
        "orders, orders",
        "Order_Service, order-service",
        "orders/migrations, orders",
        "shop/prisma/migrations, shop",
        "shop/prisma, shop",
        "9lives, 9lives",
    })
    void is_named_after_the_nearest_folder_that_says_something(String folder, String name) throws IOException {
        assertThat(SourceFolder.open(Files.createDirectories(root.resolve(folder)))
                        .defaultName())
                .contains(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-x", "bestellungen für alle", "a.b"})
    void has_no_default_name_where_none_fits(String folder) throws IOException {
        assertThat(SourceFolder.open(Files.createDirectory(root.resolve(folder)))
                        .defaultName())
                .isEmpty();
    }

    @Test
    void has_a_default_version_of_the_highest_migration_and_the_content() throws IOException {
        new Folder(root)
                .with("V2__b.sql")
                .with("V10.1__j.sql")
                .with("V9__i.sql")
                .with("U11__k.sql");
        String first = version();

        assertThat(first).matches("10\\.1-[0-9a-f]{8}");
        assertThat(new BundleId("orders", first).version()).isEqualTo(first);
        assertThat(version()).isEqualTo(first);

        new Folder(root).with("V2__b.sql", "SELECT 2;\n");
        String changed = version();
        assertThat(changed).startsWith("10.1-").isNotEqualTo(first);

        Files.move(root.resolve("V2__b.sql"), root.resolve("V2__renamed.sql"));
        assertThat(version()).startsWith("10.1-").isNotIn(first, changed);
    }

    private String version() throws IOException {
        return SourceFolder.open(root).list(SourceLayout.FLYWAY).defaultVersion();
    }
}
