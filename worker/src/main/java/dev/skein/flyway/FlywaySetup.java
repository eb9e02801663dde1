package dev.skein.flyway;

import dev.skein.bundle.Bundle;
import dev.skein.bundle.SourceLayout;
import dev.skein.target.Namespace;
import dev.skein.target.TargetSession;
import java.util.List;
import java.util.Objects;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;

/** Sets Flyway up for one bundle and one session: everything from the archive, nothing from the class path. */
public final class FlywaySetup {
    private FlywaySetup() {}

    /** A Flyway that looks and touches nothing: the bundle's own callbacks do not run. */
    public static Flyway looking(Bundle bundle, TargetSession session) {
        return configuration(bundle, session)
                .ignoreMigrationPatterns("*:pending", "*:future")
                .skipDefaultCallbacks(true)
                .load();
    }

    /** A Flyway that migrates all that is pending, with all that belongs to it. */
    public static Flyway migrating(Bundle bundle, TargetSession session, Callback... watches) {
        return configuration(bundle, session).callbacks(watches).load();
    }

    /**
     * A Flyway for what comes after the migrations, when they are applied already: the callbacks that Flyway only runs in the
     * call that applies something are run with those of each call.
     */
    public static Flyway owing(Bundle bundle, TargetSession session) {
        return configuration(bundle, session)
                .resourceProvider(BundleResources.owing(bundle))
                .load();
    }

    /** A Flyway that migrates and leaves out the bundle's callbacks. */
    public static Flyway withoutCallbacks(Bundle bundle, TargetSession session, Callback... watches) {
        return configuration(bundle, session)
                .skipDefaultCallbacks(true)
                .callbacks(watches)
                .load();
    }

    /**
     * A Flyway that migrates a selection, in one go. What is applied already it does not see, and does not ask about: that
     * is for {@link Standing} to find out, once.
     */
    public static Flyway migrating(Bundle bundle, TargetSession session, Selection selection, Callback... watches) {
        return configuration(bundle, session)
                .resourceProvider(new BundleResources(bundle, selection))
                .skipDefaultCallbacks(!selection.hasCallbacks(bundle))
                .validateOnMigrate(selection.validates(bundle))
                .ignoreMigrationPatterns("*:missing", "*:pending", "*:future")
                .group(true)
                .callbacks(watches)
                .load();
    }

    private static FluentConfiguration configuration(Bundle bundle, TargetSession session) {
        Namespace namespace = session.namespace();
        FluentConfiguration configuration = Flyway.configure()
                .dataSource(new SharedConnection(session.connection(), namespace.quotedHistory()))
                .resourceProvider(new BundleResources(bundle))
                .javaMigrationClassProvider(List::of)
                .locations(new String[0])
                .loggers("slf4j")
                .defaultSchema(namespace.schema())
                .table(namespace.historyTable())
                .cleanDisabled(true)
                // Prisma applies every folder that is not applied yet, whatever came after it meanwhile.
                .outOfOrder(bundle.manifest().source().layout().equals(SourceLayout.PRISMA.label()))
                .placeholderReplacement(!bundle.manifest().placeholders().isEmpty())
                .placeholders(bundle.manifest().placeholders());
        // A transaction that waits on Flyway's lock would block CREATE INDEX CONCURRENTLY for ever.
        Objects.requireNonNull(configuration.getPluginRegister().getExact(PostgreSQLConfigurationExtension.class))
                .setTransactionalLock(false);
        return configuration;
    }
}
