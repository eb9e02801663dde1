package dev.skein.rig;

import dev.skein.bundle.BundleId;
import dev.skein.testing.TestBundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A bundle that grows: each version holds all before it and adds a transaction, a migration that is none, and another
 * transaction. Whatever is done twice, left out or half done shows in the table {@code ledger}, or in the catalog.
 */
final class Series {
    static final String NAME = "orders";

    private static final String START = """
            CREATE TABLE ledger (id int GENERATED ALWAYS AS IDENTITY, entry text NOT NULL);
            CREATE TABLE share (id int) PARTITION BY LIST (id);
            CREATE TABLE share_0 PARTITION OF share FOR VALUES IN (0);
            CREATE TABLE part_0 (id int PRIMARY KEY, label text NOT NULL);
            """;

    private static final String PART = """
            CREATE TABLE part_{n} (id int PRIMARY KEY, label text NOT NULL);
            INSERT INTO part_{n} SELECT g, 'label ' || g FROM generate_series(1, 50) AS g;
            CREATE TABLE share_{n} PARTITION OF share FOR VALUES IN ({n});
            INSERT INTO ledger (entry) VALUES ('{n}.1');
            """;

    /** {m} is the version before. */
    private static final String INDEX = """
            INSERT INTO ledger (entry) VALUES ('{n}.2 before');
            CREATE INDEX CONCURRENTLY part_{m}_label ON part_{m} (label);
            REINDEX INDEX CONCURRENTLY part_{m}_label;
            ALTER TABLE share DETACH PARTITION share_{m} CONCURRENTLY;
            INSERT INTO ledger (entry) VALUES ('{n}.2 after');
            """;

    private static final String MORE = """
            ALTER TABLE part_{n} ADD COLUMN more int;
            UPDATE part_{n} SET more = id WHERE more IS NULL;
            INSERT INTO ledger (entry) VALUES ('{n}.3');
            """;

    private Series() {}

    /** The archive of a version; the first one is 1. */
    static Path bundle(int version) {
        try {
            Path folder = Files.createTempDirectory("skein-rig-bundle");
            write(folder, "V0__start.sql", START, 0);
            for (int n = 1; n <= version; n++) {
                write(folder, "V" + n + ".1__part.sql", PART, n);
                write(folder, "V" + n + ".2__index.sql", INDEX, n);
                write(folder, "V" + n + ".2__index.sql.conf", "executeInTransaction=false\n", n);
                write(folder, "V" + n + ".3__more.sql", MORE, n);
            }
            write(folder, "R__report.sql", "CREATE OR REPLACE VIEW report AS SELECT {n} AS version;\n", version);
            write(folder, "afterMigrate__remark.sql", "COMMENT ON TABLE ledger IS 'migrated';\n", version);
            Path archive = TestBundle.archive(new BundleId(NAME, name(version)), folder);
            delete(folder);
            return archive;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The bundle's version as its name has it. */
    static String name(int version) {
        return version + ".0";
    }

    /** What the history holds when the versions were applied one after the other. */
    static List<String> scripts(int version) {
        return Stream.concat(
                        Stream.of("V0__start.sql"),
                        each(version)
                                .flatMap(n -> Stream.of(
                                        "V" + n + ".1__part.sql",
                                        "V" + n + ".2__index.sql",
                                        "V" + n + ".3__more.sql",
                                        "R__report.sql")))
                .toList();
    }

    /** What the ledger holds, in its order. */
    static List<String> entries(int version) {
        return each(version)
                .flatMap(n -> Stream.of(n + ".1", n + ".2 before", n + ".2 after", n + ".3"))
                .toList();
    }

    /** The indexes that were built beside the tables' use. */
    static List<String> indexes(int version) {
        return each(version)
                .map(n -> String.format(Locale.ROOT, "part_%d_label", n - 1))
                .sorted()
                .toList();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    private static Stream<Integer> each(int version) {
        return IntStream.rangeClosed(1, version).boxed();
    }

    private static void write(Path folder, String name, String text, int version) throws IOException {
        Files.writeString(
                folder.resolve(name),
                text.replace("{n}", Integer.toString(version)).replace("{m}", Integer.toString(version - 1)));
    }
}
