package dev.skein.plan.shadow;

import dev.skein.bundle.Bundle;
import dev.skein.flyway.FlywaySetup;
import dev.skein.flyway.PendingMigration;
import dev.skein.flyway.Standing;
import dev.skein.target.Namespace;
import dev.skein.target.PasswordCredentials;
import dev.skein.target.Secret;
import dev.skein.target.Target;
import dev.skein.target.TargetConnector;
import dev.skein.target.TargetSession;
import dev.skein.testing.TestDatabase;
import dev.skein.testing.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** What the tests of scratch databases share: a target, and ways to make and ask scratch databases. */
record Shop(Target target) {
    static final TargetConnector CONNECTOR = new TargetConnector(Duration.ofSeconds(10));
    private static final Path DEBIAN_15 = Path.of("/usr/lib/postgresql/15/bin/pg_dump");

    /** No such program: what is to be replayed is replayed on every machine. */
    static final ShadowSettings REPLAYING = withPgDump("/nowhere/pg_dump");

    static Shop of(TestDatabase database) {
        return new Shop(database.target());
    }

    /** The server that this machine can dump. */
    static TestServer dumpable() {
        return TestServer.of(15);
    }

    /** With Debian's pg_dump 15; the test is skipped where there is none. */
    static ShadowSettings cloning() {
        Assumptions.assumeTrue(
                Files.isExecutable(DEBIAN_15), "no " + DEBIAN_15 + " on this machine: cloning is not tested");
        return withPgDump(DEBIAN_15.toString());
    }

    static ShadowSettings withPgDump(String pgDump) {
        return new ShadowSettings(new ShadowServer.Same(), "", Seed.NONE, pgDump, Duration.ofMinutes(2));
    }

    static ShadowSettings withRole(ShadowSettings settings, String role) {
        return new ShadowSettings(settings.server(), role, settings.seed(), settings.pgDump(), settings.timeout());
    }

    static ShadowSettings withSeed(ShadowSettings settings, Seed seed) {
        return new ShadowSettings(settings.server(), settings.role(), seed, settings.pgDump(), settings.timeout());
    }

    static ShadowSettings withTimeout(ShadowSettings settings, Duration timeout) {
        return new ShadowSettings(settings.server(), settings.role(), settings.seed(), settings.pgDump(), timeout);
    }

    static ShadowSettings on(ShadowSettings settings, TestServer server) {
        return new ShadowSettings(
                new ShadowServer.Other(url(server, "postgres"), admin(server)),
                settings.role(),
                settings.seed(),
                settings.pgDump(),
                settings.timeout());
    }

    static PasswordCredentials admin(TestServer server) {
        return new PasswordCredentials(server.adminUser(), () -> new Secret(server.adminPassword()));
    }

    static String url(TestServer server, String database) {
        return "jdbc:postgresql://" + server.host() + ":" + server.port() + "/" + database;
    }

    /** A superuser's connection to the server. */
    static Connection onServer(TestServer server) throws SQLException {
        return DriverManager.getConnection(url(server, "postgres"), server.adminUser(), server.adminPassword());
    }

    static List<String> databases(TestServer server) throws SQLException {
        return ask(server, "SELECT datname FROM pg_database WHERE starts_with(datname, 'skein_shadow_') ORDER BY 1");
    }

    static List<String> ask(TestServer server, String query, Object... arguments) throws SQLException {
        try (Connection connection = onServer(server)) {
            return new Sql(connection).texts(query, arguments);
        }
    }

    static void tell(TestServer server, String... statements) throws SQLException {
        try (Connection connection = onServer(server)) {
            for (String statement : statements) {
                new Sql(connection).run(statement);
            }
        }
    }

    Shop as(Namespace namespace) {
        return new Shop(new Target(target.name(), target.url(), target.credentials(), namespace));
    }

    Shop apply(Bundle bundle) throws SQLException {
        try (TargetSession session = CONNECTOR.open(target, "test")) {
            FlywaySetup.migrating(bundle, session).migrate();
        }
        return this;
    }

    Shadow shadow(Bundle bundle, ShadowSettings settings) throws SQLException, ShadowUnavailable {
        try (TargetSession session = CONNECTOR.open(target, "test")) {
            return new Shadows(CONNECTOR, settings).create(target, session, bundle);
        }
    }

    static List<String> ask(Shadow shadow, String query, Object... arguments) throws SQLException {
        try (TargetSession session = CONNECTOR.open(shadow.target(), "test")) {
            return new Sql(session.connection()).texts(query, arguments);
        }
    }

    static void tell(Shadow shadow, String... statements) throws SQLException {
        try (TargetSession session = CONNECTOR.open(shadow.target(), "test")) {
            for (String statement : statements) {
                new Sql(session.connection()).run(statement);
            }
        }
    }

    static List<String> pending(Shadow shadow, Bundle bundle) throws SQLException {
        try (TargetSession session = CONNECTOR.open(shadow.target(), "test")) {
            return Standing.of(bundle, session).pending().stream()
                    .map(PendingMigration::file)
                    .toList();
        }
    }

    static void migrate(Shadow shadow, Bundle bundle) throws SQLException {
        try (TargetSession session = CONNECTOR.open(shadow.target(), "test")) {
            FlywaySetup.migrating(bundle, session).migrate();
        }
    }

    /** {@code clone} and pg_dump's version, or why it was a replay. */
    static String method(Shadow shadow) {
        return shadow.method().match(clone -> "clone " + clone.pgDump(), Method.Replay::reason);
    }
}
