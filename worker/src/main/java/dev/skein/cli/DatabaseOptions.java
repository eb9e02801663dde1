package dev.skein.cli;

import dev.skein.target.ConnectLimits;
import dev.skein.target.Credentials;
import dev.skein.target.Namespace;
import dev.skein.target.PasswordCredentials;
import dev.skein.target.Secret;
import dev.skein.target.Target;
import dev.skein.target.UserCredentials;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that name a database, in psql's terms. */
final class DatabaseOptions {
    /** What a database that is named by its URL is called where a target's name is wanted. */
    static final String NAME = "local";

    /** A person is there, who sees that it does not work, and tries again. */
    static final ConnectLimits CONNECTING =
            new ConnectLimits(Duration.ofSeconds(10), Duration.ofSeconds(2), Duration.ofMinutes(1));

    @Option(names = "--url", paramLabel = "URL", description = "jdbc:postgresql://host:port/database")
    private String url = "";

    @Option(names = "--user", paramLabel = "NAME", description = "Default: PGUSER, then the system's user.")
    private @Nullable String user;

    @Option(names = "--password-file", paramLabel = "FILE", description = "A file that holds the password alone.")
    private @Nullable Path passwordFile;

    @Option(
            names = "--schema",
            paramLabel = "NAME",
            defaultValue = "public",
            description = "Default: ${DEFAULT-VALUE}.")
    private String schema = "public";

    @Option(
            names = "--history-table",
            paramLabel = "NAME",
            defaultValue = "flyway_schema_history",
            description = "Default: ${DEFAULT-VALUE}.")
    private String historyTable = "flyway_schema_history";

    @Option(names = "--role", paramLabel = "NAME", description = "Set for the run, so that objects belong to it.")
    private @Nullable String role;

    /** Whether a database is named at all. */
    boolean isGiven() {
        return !url.isEmpty();
    }

    Target target(String name, Map<String, String> environment) {
        if (!Target.isPlainUrl(url)) {
            throw new UsageException("--url: expected jdbc:postgresql://host:port/database, without user or password");
        }
        return new Target(name, url, credentials(environment), new Namespace(schema, List.of(), historyTable, role));
    }

    private Credentials credentials(Map<String, String> environment) {
        String login = user != null ? user : environment.getOrDefault("PGUSER", System.getProperty("user.name", ""));
        if (passwordFile != null) {
            if (!Files.isReadable(passwordFile)) {
                throw new UsageException("--password-file: the file " + passwordFile + " cannot be read");
            }
            return password(login, Secret.read(passwordFile));
        }
        String password = environment.get("PGPASSWORD");
        return password == null ? new UserCredentials(login) : password(login, new Secret(password));
    }

    private static Credentials password(String login, Secret secret) {
        return new PasswordCredentials(login, () -> secret);
    }
}
