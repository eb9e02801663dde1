package dev.skein.target;

import dev.skein.intake.Sequencer;
import dev.skein.intake.UploadTime;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/** The table {@code skein.run} of a target's database: which runs were begun and applied there. */
public final class RunTable {
    /** By way of JSON, as a table that an older worker made lacks the last columns. */
    static final String LAST_APPLIED = """
            SELECT run_id, attempt, bundle_name, bundle_version, bundle_sha256, uploaded_at,
                to_jsonb(last) ->> 'upload_key', to_jsonb(last) ->> 'sequencer'
            FROM (SELECT * FROM skein.run WHERE history_table = ? AND applied_at IS NOT NULL
                ORDER BY uploaded_at DESC, applied_at DESC LIMIT 1) AS last""";

    static final String RANK_BEFORE =
            "SELECT rank_before FROM skein.run WHERE history_table = ? AND run_id = ? AND attempt = ?";

    static final String UNFINISHED = """
            SELECT FROM skein.run open WHERE history_table = ? AND applied_at IS NULL
                AND NOT EXISTS (SELECT FROM skein.run later
                    WHERE later.history_table = open.history_table AND later.applied_at >= open.begun_at) LIMIT 1""";

    /** By way of JSON likewise: columns that are not there are left out. */
    private static final String BEGIN = """
            INSERT INTO skein.run SELECT (jsonb_populate_record(NULL::skein.run, jsonb_build_object(
                'history_table', ?::text, 'run_id', ?::text, 'attempt', ?::integer, 'bundle_name', ?::text,
                'bundle_version', ?::text, 'bundle_sha256', ?::text, 'uploaded_at', ?::timestamptz, 'rank_before', ?::integer,
                'begun_at', now(), 'upload_key', ?::text, 'sequencer', ?::text))).*""";

    private final TargetSession session;
    private final Connection connection;

    /** @param session the one whose target it is about */
    public RunTable(TargetSession session) {
        this.session = session;
        this.connection = session.connection();
    }

    /**
     * One attempt of a run, as the table knows it.
     *
     * @param key where its bundle was uploaded; empty text where that is not known
     * @param uploaded when
     */
    public record Row(String runId, int attempt, BundleFacts bundle, String key, UploadTime uploaded) {
        /** Whether its upload came after another one, as far as S3 tells. */
        public boolean isAfter(String otherKey, UploadTime other) {
            return key.equals(otherKey) ? other.isBeforeAtSameKey(uploaded) : other.isBefore(uploaded);
        }
    }

    /** The bundle of a run. */
    public record BundleFacts(String name, String version, String sha256) {}

    /** The applied run with the latest upload; empty when Skein never applied anything here. */
    public Optional<Row> lastApplied() throws SQLException {
        return read(LAST_APPLIED, RunTable::row);
    }

    static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getString(1),
                row.getInt(2),
                new BundleFacts(row.getString(3), row.getString(4), row.getString(5)),
                Objects.requireNonNullElse(row.getString(7), ""),
                new UploadTime(
                        row.getTimestamp(6).toInstant(),
                        new Sequencer(Objects.requireNonNullElse(row.getString(8), ""))));
    }

    /** The history's rank at the beginning of an attempt that was begun before; empty when it was not. */
    public OptionalInt rankBefore(String runId, int attempt) throws SQLException {
        Optional<Integer> rank = read(RANK_BEFORE, row -> row.getInt(1), runId, attempt);
        return rank.map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    /** Whether a run was begun after the last applied one, and not noted as applied: it may have applied all the same. */
    public boolean hasUnfinished() throws SQLException {
        return read(UNFINISHED, row -> 1).isPresent();
    }

    /** Notes that an attempt begins, in the transaction at hand; makes schema and table where they are missing. */
    public void begin(Row run, int rankBefore) throws SQLException {
        SkeinSchema.make(session);
        try (PreparedStatement insert = connection.prepareStatement(BEGIN)) {
            bind(
                    insert,
                    session.namespace().history(),
                    run.runId(),
                    run.attempt(),
                    run.bundle().name(),
                    run.bundle().version(),
                    run.bundle().sha256(),
                    run.uploaded().time().atOffset(ZoneOffset.UTC),
                    rankBefore,
                    run.key(),
                    run.uploaded().sequencer().value());
            insert.executeUpdate();
        }
    }

    /** Notes that a run's bundle is applied, on its last attempt that was begun; nothing where none was. */
    public void finish(String runId) throws SQLException {
        if (!session.exists("skein.run")) {
            return;
        }
        try (PreparedStatement update = connection.prepareStatement("""
                UPDATE skein.run SET applied_at = now()
                WHERE history_table = ? AND run_id = ? AND applied_at IS NULL
                    AND attempt = (SELECT max(attempt) FROM skein.run WHERE history_table = ? AND run_id = ?)""")) {
            String history = session.namespace().history();
            bind(update, history, runId, history, runId);
            update.executeUpdate();
        }
    }

    /** Whether a run was begun here, and never noted as applied. */
    public boolean isOpen(String runId) throws SQLException {
        String sql = """
                SELECT bool_and(applied_at IS NULL) FROM skein.run
                WHERE history_table = ? AND run_id = ? HAVING count(*) > 0""";
        Optional<Boolean> open = read(sql, row -> row.getBoolean(1), runId);
        return open.orElse(false);
    }

    private <T> Optional<T> read(String sql, RowReader<T> reader, Object... more) throws SQLException {
        if (!session.exists("skein.run")) {
            return Optional.empty();
        }
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            Object[] values = new Object[more.length + 1];
            values[0] = session.namespace().history();
            System.arraycopy(more, 0, values, 1, more.length);
            bind(query, values);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(reader.read(row)) : Optional.empty();
            }
        }
    }

    private static void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    @FunctionalInterface
    private interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }
}
