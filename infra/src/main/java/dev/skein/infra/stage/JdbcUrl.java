package dev.skein.infra.stage;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A target's URL, as pgjdbc reads it.
 *
 * @see <a href="https://jdbc.postgresql.org/documentation/use/#connecting-to-the-database">Connecting to the database</a>
 */
record JdbcUrl(String text) {
    /** Without a login: that is none of a template's. */
    static final Pattern FORM = Pattern.compile("jdbc:postgresql://[^@]+/[^@]+");

    private static final Pattern HOSTS = Pattern.compile("jdbc:postgresql://(?<hosts>[^/?]*)/.*");
    private static final Pattern PORT = Pattern.compile(".*:(?<port>\\d{1,5})");

    /** The ports of its hosts; none where that is not known yet, or is no such URL. */
    Set<Integer> ports() {
        Set<Integer> ports = new TreeSet<>();
        Matcher url = HOSTS.matcher(text);
        if (!Check.isUnknownYet(text) && url.matches()) {
            for (String host : url.group("hosts").split(",", -1)) {
                Matcher given = PORT.matcher(host);
                ports.add(given.matches() ? Integer.parseInt(given.group("port")) : DatabaseSettings.PORT);
            }
        }
        return ports;
    }

    /** Whether one rule for this port leads to all of its hosts. */
    boolean isReachedBy(int port) {
        return ports().stream().allMatch(used -> used == port);
    }
}
