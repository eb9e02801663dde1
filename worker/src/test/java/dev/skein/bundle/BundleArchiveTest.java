package dev.skein.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BundleArchiveTest {
    private static final Manifest.Source SOURCE =
            new Manifest.Source("https://example.com/orders.git", "0123456789abcdef", "flyway");

    @TempDir
    private Path work;

    @Test
    void makes_the_same_bytes_of_the_same_input_at_any_time_and_place() throws IOException {
        Path first = build(folder("first", "V1__ä.sql", "V2__b.sql"), "first.zip");
        Path second = folder("second", "V2__b.sql", "V1__ä.sql");
        Files.setLastModifiedTime(second.resolve("V1__ä.sql"), FileTime.from(Instant.parse("2001-02-03T04:05:06Z")));
        TimeZone zone = TimeZone.getDefault();
        Locale locale = Locale.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("America/St_Johns"));
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            assertThat(build(second, "second.zip")).hasSameBinaryContentAs(first);
            Locale.setDefault(Locale.forLanguageTag("tr"));
            assertThat(build(second, "third.zip")).hasSameBinaryContentAs(first);
        } finally {
            TimeZone.setDefault(zone);
            Locale.setDefault(locale);
        }
    }

    @Test
    void makes_the_bytes_that_it_always_made() throws IOException {
        assertThat(Sha256.of(build(folder("known", "V1__a.sql"), "known.zip")))
                .isEqualTo("02e26bd67d7fda8a6667f0523e2900635a38f725eb1d264005b828e30f3d7614");
    }

    @ParameterizedTest
    @EnumSource(SourceLayout.class)
    void is_read_as_it_was_written(SourceLayout layout) throws IOException {
        Folder folder = new Folder(Files.createDirectory(work.resolve("many")));
        for (int i = 1; i <= 400; i++) {
            String name =
                    String.format(Locale.ROOT, layout == SourceLayout.FLYWAY ? "V%d__x.sql" : "%d_x/migration.sql", i);
            folder.with(name, "SELECT " + i + ";\n");
        }
        SourceListing listing = SourceFolder.open(folder.path()).list(layout);
        Manifest manifest = new Manifest(
                new BundleId("many", listing.defaultVersion()),
                new Manifest.Source("", "", layout.label()),
                Map.of("owner", "app\"\\\u2028", "a", ""),
                listing.entries());
        Path archive = work.resolve("many.zip");
        BundleArchive.write(manifest, listing, archive);

        Reading reading = BundleReader.read(archive);
        try (Bundle bundle = reading.match(Reading.Accepted::bundle, refused -> {
            throw new AssertionError(refused.problems());
        })) {
            assertThat(bundle.manifest()).isEqualTo(manifest);
            assertThat(bundle.manifest().files()).hasSize(400);
            for (SourceFile file : listing.files()) {
                StringWriter text = new StringWriter();
                try (Reader reader = bundle.open(file.entry())) {
                    reader.transferTo(text);
                }
                assertThat(text).hasToString(Files.readString(file.file()));
            }
        }
    }

    private Path folder(String name, String... files) throws IOException {
        Folder folder = new Folder(Files.createDirectory(work.resolve(name)));
        for (String file : files) {
            folder.with(file, "-- " + file + "\n");
        }
        return folder.path();
    }

    private Path build(Path folder, String archive) throws IOException {
        SourceListing listing = SourceFolder.open(folder).list(SourceLayout.FLYWAY);
        Manifest manifest = new Manifest(
                new BundleId("orders", "1.4.0"), SOURCE, Map.of("owner", "app", "a", "b"), listing.entries());
        Path written = work.resolve(archive);
        BundleArchive.write(manifest, listing, written);
        return written;
    }
}
