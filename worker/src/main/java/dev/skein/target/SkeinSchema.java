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

    /** The table that was added last: where it is, the others are. */
    private static final String NEWEST = "skein.journal";

    /** The advisory lock of whoever creates: "skein" in ASCII. */
    private static final long CREATION = 0x736b65696eL;

    private SkeinSchema() {}

    /** Makes what is missing, in the transaction at hand. Two targets of one database may come here at once. */
    static void make(TargetSession session) throws SQLException {
        make(session, NEWEST, CREATE);
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
