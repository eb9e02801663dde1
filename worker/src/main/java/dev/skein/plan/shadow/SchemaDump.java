package dev.skein.plan.shadow;

import dev.skein.target.Target;
import dev.skein.target.TargetSession;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A target's schema as SQL, as pg_dump writes it: without Skein's own schema and the history table, and without what may hold
 * passwords.
 *
 * @see <a href="https://www.postgresql.org/docs/current/app-pgdump.html">pg_dump</a>
 */
public final class SchemaDump {
    /** For all of it; 5,000 tables take a few seconds. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** Milliseconds: nobody who waits for a lock behind us shall wait for long. */
    private static final int LOCK_WAIT = 1000;

    private final Target target;
    private final Sql session;

    /** @param session on the target, outside a transaction */
    public SchemaDump(Target target, TargetSession session) {
        this.target = target;
        this.session = new Sql(session.connection());
    }

    /**
     * Writes it.
     *
     * @param pgDump the path of pg_dump; empty text to look for one
     * @return why there is none, for people; empty where the file holds it
     * @throws SQLException when the target cannot be asked
     * @throws IOException when pg_dump cannot be started
     */
    public Optional<String> write(String pgDump, Path file) throws SQLException, IOException {
        if (session.is("SELECT EXISTS (SELECT FROM pg_user_mappings)")) {
            return Optional.of("the database has user mappings, whose passwords would be in it");
        }
        try {
            return run(PgPrograms.find(pgDump, session.version()), file);
        } catch (NoClone e) {
            return Optional.of(e.reason());
        }
    }

    private Optional<String> run(PgPrograms programs, Path file) throws SQLException, IOException {
        Process process = Launch.of(
                        command(programs), ClientEnvironment.of(target, session.text("SELECT current_database()")))
                .redirectOutput(file.toFile())
                .start();
        try {
            process.getOutputStream().close();
            Excerpt errors = Excerpt.of(process.getErrorStream());
            if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                return Optional.of("pg_dump was not done within " + LIMIT.toSeconds() + " s");
            }
            return process.exitValue() == 0
                    ? Optional.empty()
                    : Optional.of(new Transfer.End(process.exitValue(), errors.lines()).word());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("the worker is ending");
        } finally {
            process.destroyForcibly();
        }
    }

    private List<String> command(PgPrograms programs) throws SQLException {
        return List.of(
                programs.pgDump(),
                "--schema-only",
                "--no-password",
                "--no-subscriptions",
                "--exclude-schema=\"skein\"",
                "--exclude-table=" + quote(target.namespace().schema()) + "."
                        + quote(target.namespace().historyTable()),
                "--lock-wait-timeout=" + LOCK_WAIT,
                "--role=" + session.text(SchemaClone.READER));
    }

    /** In quotes, a pattern of pg_dump's stands for itself. */
    private static String quote(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
