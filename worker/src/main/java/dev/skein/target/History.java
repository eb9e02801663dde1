package dev.skein.target;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;

/**
 * A target's history as Flyway keeps it.
 *
 * @param rows the successful entries, by rank
 */
public record History(List<Row> rows) {
    /** Copies the rows. */
    public History {
        rows = List.copyOf(rows);
    }

    /**
     * One successful entry.
     *
     * @param version null for a repeatable migration
     * @param milliseconds how long it took
     */
    public record Row(int rank, @Nullable String version, String script, int milliseconds) {}

    /** The entries after a rank. */
    public List<Row> after(int rank) {
        return rows.stream().filter(row -> row.rank() > rank).toList();
    }

    /** The highest version up to a rank; null when there is none. */
    public @Nullable String versionAt(int rank) {
        return rows.stream()
                .filter(row -> row.rank() <= rank)
                .map(Row::version)
                .filter(Objects::nonNull)
                .max(Comparator.comparing(MigrationVersion::fromVersion))
                .orElse(null);
    }

    /** The highest version; null when there is none. */
    public @Nullable String version() {
        return versionAt(Integer.MAX_VALUE);
    }
}
