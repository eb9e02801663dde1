package dev.skein.benchmarks;

import dev.skein.benchmarks.Server.Login;
import dev.skein.bundle.Bundle;
import dev.skein.flyway.FlywaySetup;
import dev.skein.target.Namespace;
import dev.skein.target.PasswordCredentials;
import dev.skein.target.Secret;
import dev.skein.target.Target;
import dev.skein.target.TargetConnector;
import dev.skein.target.TargetSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * A database of many tables, made by migrations that are in its history, and one migration that is not applied yet.
 *
 * @param folder of all its migrations
 * @param bundle of the same
 */
record LoadDatabase(Server server, String name, Path folder, Bundle bundle) {
    static final TargetConnector CONNECTOR = new TargetConnector(Duration.ofSeconds(10));

    /** What is not applied yet. */
    static final String CHANGE = "ALTER TABLE load.t42 ADD COLUMN more text";

    /** The role that owns every such database and may create more. */
    static final Login OWNER = new Login("skein_load", "skein_load");

    /** Makes the role that owns these databases; once for each server. */
    static void prepare(Server server) throws SQLException {
        server.execute(
                "postgres", "CREATE ROLE " + OWNER.user() + " LOGIN CREATEDB PASSWORD '" + OWNER.password() + "'");
    }

    /** Makes a database, with statistics as autovacuum would leave them. */
    static LoadDatabase create(Server server, int tables) throws IOException, SQLException {
        String name = "load" + tables;
        server.execute("postgres", "CREATE DATABASE " + name + " OWNER " + OWNER.user());
        Path folder = Files.createTempDirectory("skein-" + name);
        LoadScripts.write(folder, tables);
        LoadDatabase database = new LoadDatabase(server, name, folder, Bundles.of(folder));
        database.migrate();
        server.execute(name, "VACUUM ANALYZE");
        Files.writeString(folder.resolve("V2__more.sql"), CHANGE + ";\n");
        return new LoadDatabase(server, name, folder, Bundles.of(folder));
    }

    private void migrate() throws SQLException {
        try (TargetSession session = CONNECTOR.open(target(), "benchmark")) {
            FlywaySetup.migrating(bundle, session).migrate();
        }
    }

    Login owner() {
        return OWNER;
    }

    Connection connect() throws SQLException {
        return server.connect(name, OWNER);
    }

    Target target() {
        return target(server.url(name));
    }

    /** A target of these databases, at an address. */
    static Target target(String url) {
        return new Target(
                "load",
                url,
                new PasswordCredentials(OWNER.user(), () -> new Secret(OWNER.password())),
                new Namespace("public", List.of(), "flyway_schema_history", null));
    }
}
