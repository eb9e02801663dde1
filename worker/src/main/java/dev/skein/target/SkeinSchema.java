package dev.skein.target;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Skein's own schema on a target: what was begun and applied there, who may do it now, and how far it got. */
final class SkeinSchema {
    private static final List<String> CREATE = List.of(
            """
            CREATE TABLE IF NOT EXISTS skein.run (
                history_table text NOT NULL,
                run_id text NOT NULL,
                attempt integer NOT NULL,
                bundle_name text NOT NULL,
                bundle_version text NOT NULL,
                bundle_sha256 text NOT NULL,
                uploaded_at timestamptz NOT NULL,
                rank_before integer NOT NULL,
                begun_at timestamptz NOT NULL DEFAULT now(),
                applied_at timestamptz,
                upload_key text,
                sequencer text,
                PRIMARY KEY (history_table, run_id, attempt))""",
            "COMMENT ON TABLE skein.run IS 'What Skein applied here; the truth that it decides by.'",
            """
            CREATE TABLE IF NOT EXISTS skein.lease (
                history_table text PRIMARY KEY,
                epoch bigint NOT NULL,
                run_id text NOT NULL,
                pid integer NOT NULL,
                taken_at timestamptz NOT NULL)""",
            "COMMENT ON TABLE skein.lease IS 'Who migrates; each transaction of a run holds its row.'",
            """
            CREATE TABLE IF NOT EXISTS skein.journal (
                history_table text NOT NULL,
                script text NOT NULL,
                statement integer NOT NULL,
                sha256 text NOT NULL,
                done boolean NOT NULL,
                relation oid NOT NULL,
                indexes oid[] NOT NULL,
                rank integer NOT NULL DEFAULT 0,
                at timestamptz NOT NULL DEFAULT now(),
                PRIMARY KEY (history_table, script, statement))""",
            "COMMENT ON TABLE skein.journal IS 'How far a migration got that is no transaction; empty when none is at work.'");

    /** Made when somebody resolves something: a role that applies and never resolves needs no privilege on it. */
    static final String RESOLUTION = "skein.resolution";

    private static final List<String> CREATE_RESOLUTION = List.of(
            """
            CREATE TABLE IF NOT EXISTS skein.resolution (
                history_table text NOT NULL,
                request_id text NOT NULL,
                script text NOT NULL,
                statement integer,
                finding text NOT NULL,
                resolved_by text,
                resolved_at timestamptz NOT NULL DEFAULT now(),
                PRIMARY KEY (history_table, request_id))""",
            "COMMENT ON TABLE skein.resolution IS 'What people have said of migrations that were cut off, and who.'");

    /** What a schema that an older worker made may lack, beside tables. */
    private static final String ADD = """
            ALTER TABLE skein.run ADD COLUMN IF NOT EXISTS upload_key text, ADD COLUMN IF NOT EXISTS sequencer text""";

    /** The table that was added last: where it is, the others are. */
    private static final String NEWEST = "skein.journal";

    /** Columns are for an owner to add; a role that only writes here does without them. */
    private static final String LACKS_COLUMNS = """
            EXISTS (SELECT FROM pg_class WHERE oid = to_regclass('skein.run') AND pg_has_role(relowner, 'USAGE')
                AND NOT EXISTS (SELECT FROM pg_attribute WHERE attrelid = pg_class.oid AND attname = 'sequencer'))""";

    private static final String IS_WHOLE = "SELECT to_regclass(?) IS NOT NULL AND NOT " + LACKS_COLUMNS;

    /** The advisory lock of whoever creates: "skein" in ASCII. */
    private static final long CREATION = 0x736b65696eL;

    private SkeinSchema() {}

    /** Makes what is missing, in the transaction at hand. Two targets of one database may come here at once. */
    static void make(TargetSession session) throws SQLException {
        if (session.isTrue(IS_WHOLE, NEWEST)) {
            return;
        }
        make(session, NEWEST, CREATE);
        if (!session.isTrue(IS_WHOLE, NEWEST)) {
            try (Statement statement = session.connection().createStatement()) {
                statement.execute(ADD);
            }
        }
    }

    /** The same for the table of resolutions. */
    static void makeResolution(TargetSession session) throws SQLException {
        make(session, RESOLUTION, CREATE_RESOLUTION);
    }

    private static void make(TargetSession session, String newest, List<String> create) throws SQLException {
        if (session.exists(newest)) {
            return;
        }
        try (Statement statement = session.connection().createStatement()) {
            statement.execute("SELECT pg_advisory_xact_lock(" + CREATION + ")");
            // CREATE SCHEMA IF NOT EXISTS asks for the right to create even where there is nothing to create.
            if (!session.schemaExists("skein")) {
                statement.execute("CREATE SCHEMA skein");
            }
            for (String sql : create) {
                statement.execute(sql);
            }
        }
    }
}
