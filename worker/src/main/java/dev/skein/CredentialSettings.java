package dev.skein;

import dev.skein.target.Credentials;
import dev.skein.target.IamCredentials;
import dev.skein.target.PasswordCredentials;
import dev.skein.target.Secret;
import dev.skein.target.SecretCredentials;
import dev.skein.target.UserCredentials;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Reads how one database is logged in to. */
final class CredentialSettings {
    static final List<String> FIELDS = List.of("user", "password", "password-file", "password-secret", "iam-auth");

    private final SettingsSource source;
    private final List<String> mistakes;
    private final String region;
    private final Supplier<SecretsManagerClient> secrets;

    CredentialSettings(
            SettingsSource source, List<String> mistakes, String region, Supplier<SecretsManagerClient> secrets) {
        this.source = source;
        this.mistakes = mistakes;
        this.region = region;
        this.secrets = secrets;
    }

    Credentials read(String prefix) {
        Optional<String> user = source.text(prefix + "user");
        Optional<Supplier<Secret>> password = password(prefix);
        Optional<Supplier<Secret>> file =
                source.text(prefix + "password-file").map(path -> file(prefix, Path.of(path)));
        Optional<String> secret = source.text(prefix + "password-secret");
        boolean iam = flag(prefix + "iam-auth");
        long ways = Stream.of(password.isPresent(), file.isPresent(), secret.isPresent(), iam)
                .filter(way -> way)
                .count();
        if (ways > 1) {
            mistakes.add(
                    prefix + "password: more than one of password, password-file, password-secret and iam-auth is set");
        }
        if (user.isEmpty() && secret.isEmpty()) {
            mistakes.add(prefix + "user: missing");
        }
        if (iam && region.isEmpty()) {
            mistakes.add(prefix + "iam-auth: needs the region; set SKEIN_REGION");
        }
        String name = user.orElse("");
        if (iam) {
            return new IamCredentials(name, region);
        }
        if (secret.isPresent()) {
            return new SecretCredentials(secrets, secret.get(), name);
        }
        return password.or(() -> file)
                .<Credentials>map(value -> new PasswordCredentials(name, value))
                .orElseGet(() -> new UserCredentials(name));
    }

    /** A password in a file of settings would be read by everybody who reads the settings. */
    private Optional<Supplier<Secret>> password(String prefix) {
        Optional<SettingsSource.Value> value = source.take(prefix + "password");
        if (value.isPresent() && !value.get().origin().startsWith("SKEIN_")) {
            mistakes.add(value.get().origin()
                    + ": a password does not belong into the settings' file; use password-file, password-secret, iam-auth"
                    + " or the environment");
        }
        return value.map(found -> new Secret(found.text())).map(secret -> () -> secret);
    }

    private Supplier<Secret> file(String prefix, Path file) {
        if (!Files.isReadable(file)) {
            mistakes.add(prefix + "password-file: the file " + file + " cannot be read");
        }
        return () -> Secret.read(file);
    }

    private boolean flag(String key) {
        Optional<SettingsSource.Value> value = source.take(key);
        value.filter(flag -> !flag.text().matches("true|false"))
                .ifPresent(flag -> mistakes.add(flag.origin() + ": expected true or false"));
        return value.filter(flag -> flag.text().equals("true")).isPresent();
    }
}
