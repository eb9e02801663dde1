package dev.skein.plan.shadow;

import dev.skein.bundle.Bundle;
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
            migrate(pattern.resourceProvider(new SomeResources(all, Set.copyOf(known))));
        }
    }

    private void migrate(FluentConfiguration configuration) throws ShadowUnavailable {
        try {
            configuration.load().migrate();
        } catch (FlywayException e) {
            throw failed(e);
        }
    }

    private ShadowUnavailable failed(FlywayException failure) {
        Failure why = Failure.of(failure, SqlState.find(failure), this::isInBundle, "");
        return new ShadowUnavailable(
                Reason.REPLAY_FAILED,
                "the applied migrations cannot be replayed in an empty database: " + why.match(new Sentence())
                        + "; and the schema was not dumped, because " + instead + "; or set dry-run: in-place",
                failure);
    }

    private boolean isInBundle(String file) {
        return bundle.manifest().files().stream().map(ManifestFile::path).anyMatch(file::equals);
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
