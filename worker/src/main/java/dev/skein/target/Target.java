package dev.skein.target;

import java.util.regex.Pattern;

/**
 * A database that bundles are applied to.
 *
 * @param name how keys and settings call it
 * @param url {@code jdbc:postgresql://…}, without credentials
 */
public record Target(String name, String url, Credentials credentials, Namespace namespace) {
    private static final Pattern SECRET =
            Pattern.compile("(?i)[?&](user|password|sslpassword|sslkeypassword|awssecretaccesskey)=");

    /** Whether a URL is PostgreSQL's and carries no credentials. */
    public static boolean isPlainUrl(String url) {
        return url.startsWith("jdbc:postgresql:")
                && !SECRET.matcher(url).find()
                && url.split("\\?", 2)[0].indexOf('@') < 0;
    }
}
