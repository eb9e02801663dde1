package dev.skein.plan.shadow;

import dev.skein.plan.shadow.ShadowUnavailable.Reason;
import dev.skein.target.Target;
import dev.skein.target.TransientFailure;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Copies the target's schema with pg_dump and psql. The history table comes along, empty; Skein's own schema does not.
 *
 * @see <a href="https://www.postgresql.org/docs/current/app-pgdump.html">pg_dump</a>
 */
final class SchemaClone {
    /** Milliseconds: nobody who waits for a lock behind us shall wait for long. */
    private static final int LOCK_WAIT = 3000;

    /** pg_dump's own word for the statement that failed. */
    private static final String LOCKING = "Query was: LOCK TABLE";

    private static final Pattern WAITED =
            Pattern.compile("canceling statement due to (statement|lock) timeout|could not obtain lock");

    /** Who reads the target: it has to be allowed to lock every table. */
    static final String READER = """
            SELECT CASE WHEN rolsuper THEN session_user ELSE current_user END FROM pg_roles WHERE rolname = session_user
            """;

    private final PgPrograms programs;
    private final Source source;
    private final Transfer transfer;
    private final Remarks remarks;

    SchemaClone(PgPrograms programs, Source source, Deadline deadline, Remarks remarks) {
        this.programs = programs;
        this.source = source;
        this.transfer = new Transfer(deadline);
        this.remarks = remarks;
    }

    /**
     * @param scratch the empty scratch database
     * @throws NoClone when pg_dump cannot dump the target
     */
    void into(Target scratch, String database, Cast cast) throws SQLException, NoClone, ShadowUnavailable {
        Sql target = source.sql();
        ProcessBuilder dump = Launch.of(
                dump(target.text(READER), cast),
                ClientEnvironment.of(source.target(), target.text("SELECT current_database()")));
        ProcessBuilder restore = Launch.of(
                restore(target.text("SELECT quote_ident(?)", cast.restorer())),
                ClientEnvironment.of(scratch, database));
        Transfer.Ends ends = run(dump, restore);
        if (ends.dump().exit() != 0 && waitedInVain(ends.dump())) {
            throw new TransientFailure("pg_dump did not get the lock of a table within 3 s: others hold it");
        }
        if (ends.dump().exit() != 0) {
            throw new NoClone(
                    "pg_dump " + programs.version() + " failed: " + ends.dump().word());
        }
        if (ends.restore().exit() != 0) {
            throw new ShadowUnavailable(
                    Reason.RESTORE_FAILED,
                    "psql " + programs.version() + " stopped while it restored the schema ("
                            + ends.restore().word() + "): redrive the run, or set dry-run: in-place");
        }
        new RestoreErrors(ends.restore().errors()).tell(remarks);
    }

    /** Whether it gave up for a lock that others hold, and not for a right that it lacks. */
    private static boolean waitedInVain(Transfer.End dump) {
        return dump.errors().stream().anyMatch(line -> line.contains(LOCKING))
                && dump.errors().stream().anyMatch(line -> WAITED.matcher(line).find());
    }

    private Transfer.Ends run(ProcessBuilder dump, ProcessBuilder restore) throws NoClone, ShadowUnavailable {
        try {
            return transfer.run(dump, restore);
        } catch (IOException e) {
            throw new NoClone("pg_dump and psql cannot be started: " + e.getMessage());
        }
    }

    private List<String> dump(String role, Cast cast) {
        List<String> command = new ArrayList<>(List.of(
                programs.pgDump(),
                "--schema-only",
                "--no-password",
                "--no-tablespaces",
                "--no-security-labels",
                "--no-subscriptions",
                "--exclude-schema=\"skein\"",
                "--lock-wait-timeout=" + LOCK_WAIT,
                "--role=" + role));
        if (cast.objects() == Cast.Owners.RESTORER) {
            command.add("--no-owner");
        }
        return command;
    }

    private List<String> restore(String role) {
        return List.of(
                programs.psql(),
                "--no-psqlrc",
                "--no-password",
                "--quiet",
                "--echo-errors",
                "--set=VERBOSITY=verbose",
                "--set=SHOW_CONTEXT=never",
                "--command=SET ROLE " + role,
                "--command=SET synchronous_commit TO off",
                "--command=SET default_transaction_read_only TO off",
                "--file=-");
    }
}
