package dev.skein.rig;

import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;

/** The moment when a client sends a message, perhaps after it has sent others on the same connection. */
final class Moment {
    private final List<Pattern> before;
    private final Pattern now;

    private Moment(List<Pattern> before, Pattern now) {
        this.before = before;
        this.now = now;
    }

    /** @param expressions found in the texts of messages, in this order; the last one in the message that comes now */
    static Moment of(String... expressions) {
        List<Pattern> all = List.of(expressions).stream().map(Pattern::compile).toList();
        return new Moment(all.subList(0, all.size() - 1), all.get(all.size() - 1));
    }

    /** @param said what the connection has brought, the message at hand as the last */
    boolean isNow(List<String> said) {
        int last = said.size() - 1;
        if (!now.matcher(said.get(last)).find()) {
            return false;
        }
        Iterator<String> earlier = said.subList(0, last).iterator();
        return before.stream().allMatch(pattern -> finds(pattern, earlier));
    }

    private static boolean finds(Pattern pattern, Iterator<String> texts) {
        while (texts.hasNext()) {
            if (pattern.matcher(texts.next()).find()) {
                return true;
            }
        }
        return false;
    }
}
