package dev.skein.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;

/**
 * Migrations that make the schema {@code load} of many tables: ten columns, a primary key, an index and a foreign key
 * each. Each migration makes 100, because a table's locks last until the commit (max_locks_per_transaction).
 */
final class LoadScripts {
    private static final int AT_ONCE = 100;

    private LoadScripts() {}

    /** Writes V1.000 and so on into a folder. */
    static void write(Path folder, int tables) throws IOException {
        Files.writeString(folder.resolve("V1.000__schema.sql"), "CREATE SCHEMA load;\n");
        String table = template();
        for (int first = 1; first <= tables; first += AT_ONCE) {
            int last = Math.min(first + AT_ONCE - 1, tables);
            String name = String.format(Locale.ROOT, "V1.%03d__tables_%d_to_%d.sql", first / AT_ONCE + 1, first, last);
            Files.writeString(folder.resolve(name), tables(table, first, last));
        }
    }

    private static String tables(String table, int first, int last) {
        StringBuilder script = new StringBuilder();
        for (int n = first; n <= last; n++) {
            script.append(table.replace("{n}", Integer.toString(n))
                    .replace("{parent}", Integer.toString(Math.max(1, n - 1))));
        }
        return script.toString();
    }

    private static String template() throws IOException {
        try (InputStream table = LoadScripts.class.getResourceAsStream("table.sql")) {
            return new String(Objects.requireNonNull(table).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
