package dev.skein.testing;

import java.time.Duration;

/** How long tests wait for what has to come. Nothing that works takes so long, on any machine; what never comes fails the test. */
public final class Patience {
    public static final Duration PATIENCE = Duration.ofMinutes(5);

    private Patience() {}
}
