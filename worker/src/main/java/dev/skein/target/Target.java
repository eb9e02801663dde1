package dev.skein.target;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
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

    /** The same login to another database of the same server. */
    public Target onDatabase(String database) {
        String[] parts = url.split("\\?", 2);
        return new Target(
                name,
                "jdbc:postgresql://" + hosts() + "/" + URLEncoder.encode(database, StandardCharsets.UTF_8)
                        + (parts.length > 1 ? "?" + parts[1] : ""),
                credentials,
                namespace);
    }

    /** The server's address, or several of them, as the URL has them. */
    String hosts() {
        String address = url.split("\\?", 2)[0].substring("jdbc:postgresql:".length());
        return address.startsWith("//") ? address.substring(2).split("/", 2)[0] : "localhost";
    }
}
