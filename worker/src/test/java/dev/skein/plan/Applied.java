package dev.skein.plan;

import dev.skein.bundle.Bundle;
import dev.skein.flyway.FlywaySetup;
import dev.skein.target.TargetConnector;
import dev.skein.target.TargetSession;
import dev.skein.testing.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;

/** Applies bundles in tests, without a plan. */
final class Applied {
    private Applied() {}

    static void to(TestDatabase database, Bundle bundle) {
        try (TargetSession session = new TargetConnector(Duration.ofSeconds(10)).open(database.target(), "test")) {
            FlywaySetup.migrating(bundle, session).migrate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
