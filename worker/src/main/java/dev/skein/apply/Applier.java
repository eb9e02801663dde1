package dev.skein.apply;

import dev.skein.bundle.Bundle;
import dev.skein.bundle.FileKind;
import dev.skein.target.History;
import dev.skein.target.RunTable;
import dev.skein.target.SqlState;
import dev.skein.target.TargetSession;
import dev.skein.target.TransientFailure;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.ValidateResult;

/** Applies a bundle to a target with Flyway, each migration in a transaction of its own where it can be in one. */
public final class Applier {
    private final Bundle bundle;
    private final TargetSession session;
    private final RunTable runs;

    /** @param session the connection for everything; it holds the target's lease */
    public Applier(Bundle bundle, TargetSession session) {
        this.bundle = bundle;
        this.session = session;
        this.runs = new RunTable(session);
    }

    /**
     * Applies what is pending. An attempt that a dead worker began is taken up where it ended.
     *
     * @throws TransientFailure when the database went away or a lock was not to be had; what was applied stays applied
     * @throws SQLException when the state before cannot be read; nothing was touched then
     */
    public ApplyResult apply(RunTable.Row run) throws SQLException {
        OptionalInt begun = runs.rankBefore(run.runId(), run.attempt());
        int before = begun.isPresent() ? begun.getAsInt() : session.history().lastRank();
        MigrationWatch watch = new MigrationWatch();
        Flyway flyway = FlywaySetup.flyway(bundle, session, watch);
        try {
            ValidateResult validation = flyway.validateWithResult();
            if (!validation.validationSuccessful) {
                return HistoryProblems.refused(validation);
            }
            watch.expect(flyway.info().pending());
            if (begun.isEmpty() && watch.expectsSome()) {
                watch.beforeFirst(() -> runs.begin(run, before));
            }
            flyway.migrate();
            runs.finish(run.runId());
        } catch (FlywayException | SQLException e) {
            return stopped(e, watch, before);
        }
        History after = historyNow();
        return after.after(before).isEmpty()
                ? new ApplyResult.Unchanged(versions(after, before))
                : new ApplyResult.Applied(versions(after, before), applied(after, before, watch));
    }

    private ApplyResult stopped(Exception failure, MigrationWatch watch, int before) {
        Optional<SQLException> sql = SqlState.find(failure);
        if (sql.filter(SqlState::isTransient).isPresent()) {
            ServerError error = ServerError.of(sql.get());
            throw new TransientFailure("PostgreSQL answered " + error.sqlState() + ": " + error.message(), failure);
        }
        if (failure instanceof FlywayException flyway
                && flyway.getErrorCode() == CoreErrorCode.NON_EMPTY_SCHEMA_WITHOUT_SCHEMA_HISTORY_TABLE) {
            return HistoryProblems.noHistory(session.namespace());
        }
        History after = historyNow();
        List<MigrationRun> applied = applied(after, before, watch);
        Set<String> done = applied.stream().map(MigrationRun::file).collect(Collectors.toSet());
        return new ApplyResult.Stopped(
                versions(after, before), applied, Failure.of(failure, sql, this::isInBundle, watch.next(done)));
    }

    private boolean isInBundle(String file) {
        return bundle.manifest().files().stream().anyMatch(entry -> entry.path().equals(file));
    }

    /** What was applied cannot be told without the history: the run has to be taken up again. */
    private History historyNow() {
        try {
            return session.history();
        } catch (SQLException e) {
            throw new TransientFailure("the history cannot be read after the migration", e);
        }
    }

    private static ApplyResult.Versions versions(History history, int before) {
        return new ApplyResult.Versions(history.versionAt(before), history.version());
    }

    private List<MigrationRun> applied(History history, int before, MigrationWatch watch) {
        return history.after(before).stream()
                .map(row -> new MigrationRun(
                        row.version(),
                        path(row.script()),
                        watch.statements(path(row.script())),
                        Duration.ofMillis(row.milliseconds())))
                .toList();
    }

    private String path(String script) {
        return bundle.manifest().files().stream()
                .filter(file -> file.kind() != FileKind.CONFIG && file.path().endsWith("/" + script))
                .map(dev.skein.bundle.ManifestFile::path)
                .findFirst()
                .orElse(script);
    }
}
