package dev.skein.apply;

import dev.skein.bundle.Bundle;
import dev.skein.bundle.SourceLayout;
import dev.skein.target.Namespace;
import dev.skein.target.TargetSession;
import java.util.List;
import java.util.Objects;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;

/** Sets Flyway up for one bundle and one session: everything from the archive, nothing from the class path. */
final class FlywaySetup {
    private FlywaySetup() {}

    static Flyway flyway(Bundle bundle, TargetSession session, MigrationWatch watch) {
        Namespace namespace = session.namespace();
        FluentConfiguration configuration = Flyway.configure()
                .dataSource(new SharedConnection(session.connection()))
                .resourceProvider(new BundleResources(bundle))
                .javaMigrationClassProvider(List::of)
                .locations(new String[0])
                .loggers("slf4j")
                .callbacks(watch)
                .defaultSchema(namespace.schema())
                .table(namespace.historyTable())
                // The applier asks for the validation's result itself; what is pending is what it is here for.
                .validateOnMigrate(false)
                .ignoreMigrationPatterns("*:pending", "*:future")
                .cleanDisabled(true)
                // Prisma applies every folder that is not applied yet, whatever came after it meanwhile.
                .outOfOrder(bundle.manifest().source().layout().equals(SourceLayout.PRISMA.label()))
                .placeholderReplacement(!bundle.manifest().placeholders().isEmpty())
                .placeholders(bundle.manifest().placeholders());
        // A transaction that waits on Flyway's lock would block CREATE INDEX CONCURRENTLY for ever.
        Objects.requireNonNull(configuration.getPluginRegister().getExact(PostgreSQLConfigurationExtension.class))
                .setTransactionalLock(false);
        return configuration.load();
    }
}
