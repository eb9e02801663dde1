package dev.skein.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * When what happened to one upload.
 *
 * @param begun before the bundle was sent to the bucket
 * @param seen when its outcome was there
 * @param waits of the worker for others, from when it had the message until it had deleted it
 */
record Moments(Instant begun, Instant started, Instant finished, Instant seen, Window waits) {
    /**
     * What the worker waited for in a time.
     *
     * @param from as {@link System#nanoTime} counts
     */
    record Window(long from, long to, List<Span> spans) {
        Window {
            spans = List.copyOf(spans);
        }

        Duration length() {
            return Duration.ofNanos(to - from);
        }

        /** Waits for one of the services; those at the same moment count once. */
        Duration on(String service) {
            return Duration.ofNanos(Span.covered(
                    spans.stream()
                            .filter(span -> span.asked().startsWith(service))
                            .toList(),
                    from,
                    to));
        }

        /** What is left when it waits for nobody. */
        Duration own() {
            return length().minus(on(""));
        }
    }
}
