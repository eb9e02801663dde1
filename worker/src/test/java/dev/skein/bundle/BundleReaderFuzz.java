package dev.skein.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the bytes: problems, or a bundle whose every file can be read to its end; and that in a small heap. */
class BundleReaderFuzz {
    private static final int LARGEST_SEED = 1 << 12;

    @TempDir
    private static Path folder;

    static Stream<byte[]> seeds() {
        return Stream.concat(
                        Stream.of(Archives.sound(), Archives.sound().deflated()).map(Archives::zip),
                        Flaw.all().map(Flaw::archive))
                .filter(archive -> archive.length <= LARGEST_SEED);
    }

    @MethodSource("seeds")
    @DictionaryEntries({
        "PK\u0001\u0002",
        "PK\u0003\u0004",
        "PK\u0005\u0006",
        "PK\u0006\u0007",
        "bundle.json",
        "\"placeholders\":{",
        "\"source\":{",
        "migrations/",
        "__x.sql.conf",
        "../"
    })
    @FuzzTest
    void gives_problems_or_a_readable_bundle(byte[] bytes) throws IOException {
        read(bytes);
        read(Mended.of(bytes));
    }

    private static void read(byte[] bytes) throws IOException {
        Path archive = Files.write(folder.resolve("bundle.zip"), bytes);
        try (Reading reading = BundleReader.read(archive)) {
            int problems = reading.match(
                    accepted -> {
                        readToTheEnd(accepted.bundle());
                        return 1;
                    },
                    refused -> refused.problems().size());
            assertThat(problems).isBetween(1, Limits.PROBLEMS);
        }
    }

    private static void readToTheEnd(Bundle bundle) {
        assertThat(bundle.manifest().files()).isNotEmpty();
        for (ManifestFile file : bundle.manifest().files()) {
            try (Reader text = bundle.open(file)) {
                text.transferTo(Writer.nullWriter());
            } catch (IOException e) {
                throw new AssertionError(file + " was accepted", e);
            }
        }
    }
}
