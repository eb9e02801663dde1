package dev.skein.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** How tools want their migrations, each in a folder of its own: one file for each, or one for all. */
enum Layout {
    /** {@code V00001__m.sql} and so on. Skein reads the same. */
    FLYWAY {
        @Override
        void write(Path folder, Migrations migrations) throws IOException {
            files(folder, "V%05d__m.sql", migrations.texts());
        }
    },
    /** {@code 00001_m.sql} and so on, with a mark and no way down. */
    DBMATE {
        @Override
        void write(Path folder, Migrations migrations) throws IOException {
            files(
                    folder,
                    "%05d_m.sql",
                    migrations.texts().stream()
                            .map(text -> "-- migrate:up\n" + text + "\n-- migrate:down\n")
                            .toList());
        }
    },
    /** One changelog in SQL. Each changeset is sent whole, which is the least work that Liquibase can have. */
    LIQUIBASE {
        @Override
        void write(Path folder, Migrations migrations) throws IOException {
            StringBuilder changelog = new StringBuilder("--liquibase formatted sql\n");
            for (int index = 0; index < migrations.texts().size(); index++) {
                changelog
                        .append("\n--changeset load:")
                        .append(index + 1)
                        .append(" splitStatements:false\n")
                        .append(migrations.texts().get(index));
            }
            Files.writeString(folder.resolve("changelog.sql"), changelog);
        }
    },
    /** Files, and two scripts that include them: with a transaction for each, and without. */
    PSQL {
        @Override
        void write(Path folder, Migrations migrations) throws IOException {
            files(folder, "%05d.sql", migrations.texts());
            StringBuilder each = new StringBuilder();
            StringBuilder plain = new StringBuilder();
            for (int number = 1; number <= migrations.texts().size(); number++) {
                String include = String.format(Locale.ROOT, "\\ir %05d.sql%n", number);
                each.append("BEGIN;\n").append(include).append("COMMIT;\n");
                plain.append(include);
            }
            Files.writeString(folder.resolve("each.psql"), each);
            Files.writeString(folder.resolve("plain.psql"), plain);
        }
    };

    /** Writes all; files that are there keep their content, since longer histories begin as shorter ones do. */
    abstract void write(Path folder, Migrations migrations) throws IOException;

    /** A folder that ends with this process. */
    static Path folder(String name) throws IOException {
        Path folder = Files.createTempDirectory("skein-benchmark-" + name.replaceAll("\\W+", "-"));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
        return folder;
    }

    private static void files(Path folder, String name, List<String> texts) throws IOException {
        for (int index = 0; index < texts.size(); index++) {
            Path file = folder.resolve(String.format(Locale.ROOT, name, index + 1));
            if (!Files.exists(file)) {
                Files.writeString(file, texts.get(index));
            }
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> inside = Files.walk(folder)) {
            inside.sorted(Comparator.reverseOrder())
                    .forEach(path -> path.toFile().delete());
        } catch (IOException e) {
            System.err.println(folder + " is left behind: " + e.getMessage());
        }
    }
}
