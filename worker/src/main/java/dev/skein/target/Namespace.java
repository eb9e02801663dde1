package dev.skein.target;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where in a database a target lives.
 *
 * @param schema the default schema, which also holds the history table
 * @param searchPath schemas searched after the default one; empty to keep the login role's own
 * @param historyTable Flyway's history table
 * @param role set for the run, so that objects belong to it; null to stay the login role
 */
public record Namespace(
        String schema,
        List<String> searchPath,
        String historyTable,
        @Nullable String role) {
    /** Copies the search path. */
    public Namespace {
        searchPath = List.copyOf(searchPath);
    }

    /** The history table's qualified name, by which Skein's own tables tell targets of one database apart. */
    public String history() {
        return schema + "." + historyTable;
    }
}
