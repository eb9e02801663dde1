package dev.skein.sandbox.secrets;

import dev.skein.sandbox.Account;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** All secrets, found by name, by ARN, or by ARN without its random end. */
final class Secrets {
    private static final Pattern NAME = Pattern.compile("[\\w/+=.@!-]{1,512}");
    private static final Pattern RANDOM_END = Pattern.compile("-[A-Za-z0-9]{6}$");
    private static final String ARN_PREFIX = "arn:aws:secretsmanager:" + Account.REGION + ":" + Account.ID + ":secret:";
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private final Map<String, Secret> byName = new LinkedHashMap<>();
    private final SecureRandom random = new SecureRandom();

    /** A secret of a name that none has yet. */
    Secret create(String name) {
        if (!NAME.matcher(name).matches()) {
            throw SecretsError.validation("Invalid name. Must be a valid name containing alphanumeric characters, or"
                    + " any of the following: -/_+=.@!");
        }
        Secret secret = new Secret(name, arn(name));
        byName.put(name, secret);
        return secret;
    }

    Optional<Secret> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    Optional<Secret> find(String id) {
        return named(id)
                .or(() -> byName.values().stream()
                        .filter(secret -> isArn(id, secret))
                        .findFirst());
    }

    Secret require(String id) {
        return find(id).orElseThrow(() -> SecretsError.notFound("secret."));
    }

    void remove(String name) {
        byName.remove(name);
    }

    /** An ARN as a secret of that name would have it. */
    String arn(String name) {
        StringBuilder arn = new StringBuilder(ARN_PREFIX).append(name).append('-');
        random.ints(6, 0, ALPHABET.length()).forEach(index -> arn.append(ALPHABET.charAt(index)));
        return arn.toString();
    }

    private static boolean isArn(String id, Secret secret) {
        return id.equals(secret.arn())
                || id.equals(RANDOM_END.matcher(secret.arn()).replaceFirst(""));
    }
}
