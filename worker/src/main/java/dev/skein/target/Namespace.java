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

    /** The search path's names as SQL needs them. */
    public List<String> quotedSearchPath() {
        return searchPath.stream().map(TargetSession::quote).toList();
    }

    /** The statement that makes a session the target's role again, whatever it has become. */
    public String setRole() {
        return role == null ? "RESET ROLE" : "SET ROLE " + TargetSession.quote(role);
    }

    /** The history table's qualified name as SQL needs it. */
    public String quotedHistory() {
        return TargetSession.quote(schema) + "." + TargetSession.quote(historyTable);
    }

    /** The history table's qualified name, by which Skein's own tables tell targets of one database apart. */
    public String history() {
        return schema + "." + historyTable;
    }
}
