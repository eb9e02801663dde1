package dev.skein.target;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;

/**
 * What one look at a target tells, in two questions: enough to know a bundle that is applied already. It takes no lease: what is
 * committed stays.
 *
 * @param entries the whole history, by rank
 * @param lastApplied the applied run with the latest upload; empty when Skein never applied anything here
 * @param unfinished whether a run was begun after that one, and not noted as applied
 */
public record Glance(List<Entry> entries, Optional<RunTable.Row> lastApplied, boolean unfinished) {
    private static final String WHERE = """
            SELECT NOT pg_is_in_recovery(),
                coalesce(has_table_privilege(to_regclass(?), 'SELECT'), false),
                to_regclass('skein.run') IS NOT NULL""";

    /** Copies the entries. */
    public Glance {
        entries = List.copyOf(entries);
    }

    /**
     * One entry of the history.
     *
     * @param version null for a repeatable migration
     * @param type such as {@code SQL}
     * @param checksum as Flyway makes it; null where it makes none
     */
    public record Entry(
            @Nullable String version,
            String type,
            String script,
            @Nullable Integer checksum,
            boolean success) {}

    /**
     * Looks.
     *
     * @return empty where there is no history to be read, or the server is a standby, which may not know the last of it
     */
    public static Optional<Glance> at(TargetSession session) throws SQLException {
        try (PreparedStatement query = session.connection().prepareStatement(WHERE)) {
            query.setString(1, session.historyTable());
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getBoolean(1) && row.getBoolean(2)
                        ? Optional.of(
                                row.getBoolean(3) ? whole(session) : new Glance(read(session), Optional.empty(), false))
                        : Optional.empty();
            }
        }
    }

    /** The whole history alone, by rank; empty where there is none to be read. */
    public static Optional<List<Entry>> history(TargetSession session) throws SQLException {
        return session.exists(session.historyTable()) ? Optional.of(read(session)) : Optional.empty();
    }

    private static List<Entry> read(TargetSession session) throws SQLException {
        try (PreparedStatement query = session.connection().prepareStatement(entriesOf(session));
                ResultSet row = query.executeQuery()) {
            return entries(row);
        }
    }

    /** Several statements at once are one round trip. */
    private static Glance whole(TargetSession session) throws SQLException {
        Connection connection = session.connection();
        String history = session.namespace().history();
        try (PreparedStatement query = connection.prepareStatement(
                String.join(";\n", entriesOf(session), RunTable.LAST_APPLIED, RunTable.UNFINISHED))) {
            query.setString(1, history);
            query.setString(2, history);
            query.execute();
            List<Entry> entries = entries(query.getResultSet());
            query.getMoreResults();
            ResultSet last = query.getResultSet();
            Optional<RunTable.Row> lastApplied = last.next() ? Optional.of(RunTable.row(last)) : Optional.empty();
            query.getMoreResults();
            return new Glance(entries, lastApplied, query.getResultSet().next());
        }
    }

    private static String entriesOf(TargetSession session) {
        return "SELECT version, type, script, checksum, success FROM " + session.historyTable()
                + " WHERE type <> 'SCHEMA' ORDER BY installed_rank";
    }

    private static List<Entry> entries(ResultSet row) throws SQLException {
        List<Entry> entries = new ArrayList<>();
        while (row.next()) {
            entries.add(new Entry(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getObject(4, Integer.class),
                    row.getBoolean(5)));
        }
        return entries;
    }

    /** The schema's version; null before the first versioned migration. */
    public @Nullable String version() {
        return entries.stream()
                .map(Entry::version)
                .filter(Objects::nonNull)
                .max(Comparator.comparing(MigrationVersion::fromVersion))
                .orElse(null);
    }
}
