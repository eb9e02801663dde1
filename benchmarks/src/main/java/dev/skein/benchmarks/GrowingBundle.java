package dev.skein.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A bundle in versions: each has one small migration more than the one before, which leaves one row. Nothing keeps a second row of the
 * same out, so that a migration that ran twice can be seen.
 *
 * @param archives of the versions, the first with one migration
 */
record GrowingBundle(List<Path> archives) {
    GrowingBundle {
        archives = List.copyOf(archives);
    }

    static GrowingBundle of(int versions) throws IOException {
        Path folder = Layout.folder("growing");
        List<Path> archives = new ArrayList<>();
        for (int number = 1; number <= versions; number++) {
            Files.writeString(folder.resolve("V" + number + "__grow.sql"), migration(number));
            archives.add(Bundles.archive(folder, version(number)));
        }
        return new GrowingBundle(archives);
    }

    /** The version that has so many migrations. */
    static String version(int migrations) {
        return "1." + migrations + ".0";
    }

    private static String migration(int number) {
        String change = number == 1
                ? "CREATE TABLE effect (migration integer NOT NULL);\n"
                : "ALTER TABLE effect ADD COLUMN more_" + number + " text;\n";
        return change + "INSERT INTO effect (migration) VALUES (" + number + ");\n";
    }
}
