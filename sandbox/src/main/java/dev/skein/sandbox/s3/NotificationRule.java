package dev.skein.sandbox.s3;

import java.util.List;

/**
 * Which events go to which queue.
 *
 * @param events as configured, such as {@code s3:ObjectCreated:*}
 */
record NotificationRule(String id, String queueArn, List<String> events, String prefix, String suffix) {
    NotificationRule {
        events = List.copyOf(events);
    }

    boolean matches(ObjectEvent event) {
        return event.key().startsWith(prefix)
                && event.key().endsWith(suffix)
                && events.stream().anyMatch(pattern -> covers(pattern, "s3:" + event.name()));
    }

    /** Whether one event of one key could match both. */
    boolean overlaps(NotificationRule other) {
        boolean prefixes = prefix.startsWith(other.prefix) || other.prefix.startsWith(prefix);
        boolean suffixes = suffix.endsWith(other.suffix) || other.suffix.endsWith(suffix);
        return prefixes
                && suffixes
                && events.stream()
                        .anyMatch(mine ->
                                other.events.stream().anyMatch(theirs -> covers(mine, theirs) || covers(theirs, mine)));
    }

    private static boolean covers(String pattern, String event) {
        return pattern.equals(event)
                || (pattern.endsWith("*") && event.startsWith(pattern.substring(0, pattern.length() - 1)));
    }
}
