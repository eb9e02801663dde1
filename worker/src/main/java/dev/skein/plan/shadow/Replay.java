package dev.skein.plan.shadow;

import dev.skein.bundle.Bundle;
import dev.skein.bundle.FileKind;
import dev.skein.bundle.ManifestFile;
import dev.skein.flyway.Failure;
import dev.skein.flyway.FlywaySetup;
import dev.skein.plan.shadow.ShadowUnavailable.Reason;
import dev.skein.target.SqlState;
import dev.skein.target.TargetSession;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * Runs the bundle's applied migrations once more, in a database without rows: all that are applied, in the order in
 * which they were, each repeatable one wherever the history has it as it is now. What reaches past the database is left
 * out, for it would reach past the scratch database just as well.
 */
final class Replay {
    private final Bundle bundle;
    private final TargetSession scratch;
    private final String instead;

    /**
     * @param scratch on the empty scratch database, as the role that migrates
     * @param instead why the schema was not dumped
     */
    Replay(Bundle bundle, TargetSession scratch, String instead) {
        this.bundle = bundle;
        this.scratch = scratch;
        this.instead = instead;
    }

    void run(AppliedMigrations applied, Remarks remarks) throws ShadowUnavailable {
        PastTheDatabase past = new PastTheDatabase(bundle, applied.files());
        past.tell(remarks);
        FluentConfiguration pattern = Flyway.configure()
                .configuration(FlywaySetup.migrating(bundle, scratch, past).getConfiguration())
                .skipDefaultCallbacks(!past.callbacksThatReach().isEmpty())
                .outOfOrder(true)
                .validateOnMigrate(false);
        ResourceProvider all = pattern.getResourceProvider();
        Set<String> known = new HashSet<>();
        for (List<String> scripts : applied.rounds()) {
            known.addAll(scripts);
            migrate(pattern.resourceProvider(new SomeResources(all, Set.copyOf(known))), remarks);
        }
    }

    private void migrate(FluentConfiguration configuration, Remarks remarks) throws ShadowUnavailable {
        try {
            configuration.load().migrate();
        } catch (FlywayException e) {
            Failure why = Failure.of(e, SqlState.find(e), this::isInBundle, "");
            if (configuration.isSkipDefaultCallbacks() || !Failure.isRolledBack(e) || !isOfCallback(e)) {
                throw failed(why, e);
            }
            remarks.note("The callbacks were left out when the applied migrations were replayed: "
                    + why.match(new Sentence()) + ", where no rows are.");
            migrate(configuration.skipDefaultCallbacks(true), remarks);
        }
    }

    /** A callback may need rows, which the migrations before it made on the target and not here. */
    private boolean isOfCallback(FlywayException failure) {
        return Failure.of(failure, SqlState.find(failure), this::isCallback, "").match(new OfFile());
    }

    private boolean isCallback(String file) {
        return bundle.manifest().files().stream()
                .filter(one -> one.kind() == FileKind.CALLBACK)
                .map(ManifestFile::path)
                .anyMatch(file::equals);
    }

    private ShadowUnavailable failed(Failure why, FlywayException failure) {
        return new ShadowUnavailable(
                Reason.REPLAY_FAILED,
                "the applied migrations cannot be replayed in an empty database: " + why.match(new Sentence())
                        + "; and the schema was not dumped, because " + instead + "; or set dry-run: in-place",
                failure);
    }

    private boolean isInBundle(String file) {
        return bundle.manifest().files().stream().map(ManifestFile::path).anyMatch(file::equals);
    }

    /** Whether a failure is a file's. */
    private static final class OfFile implements Failure.Cases<Boolean> {
        @Override
        public Boolean statement(Failure.Statement statement) {
            return true;
        }

        @Override
        public Boolean database(Failure.Database database) {
            return false;
        }

        @Override
        public Boolean flyway(Failure.Refusal refusal) {
            return false;
        }
    }

    /** Tells a failure without values of rows. */
    private static final class Sentence implements Failure.Cases<String> {
        @Override
        public String statement(Failure.Statement statement) {
            return statement.file() + ":" + statement.line() + " failed with SQLSTATE "
                    + statement.error().sqlState()
                    + (mayTell(statement) ? ", " + statement.error().message() : "");
        }

        private static boolean mayTell(Failure.Statement statement) {
            return !statement.error().raised() && !statement.error().sqlState().startsWith("22");
        }

        @Override
        public String database(Failure.Database database) {
            return "PostgreSQL answered SQLSTATE " + database.error().sqlState();
        }

        @Override
        public String flyway(Failure.Refusal refusal) {
            return refusal.message();
        }
    }
}
