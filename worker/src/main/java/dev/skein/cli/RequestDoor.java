package dev.skein.cli;

import java.time.Clock;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine.Mixin;

/** What every command that asks the worker for something has: the bucket through which it asks, and the form of its report. */
public final class RequestDoor {
    @Mixin
    private BucketOptions bucket = new BucketOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    private final Console console;
    private final Function<Map<String, String>, BucketAccess> opener;
    private final Clock clock;

    /** @param opener opens the bucket that the options name */
    public RequestDoor(Console console, Function<Map<String, String>, BucketAccess> opener, Clock clock) {
        this.console = console;
        this.opener = opener;
        this.clock = clock;
    }

    /** Opens the bucket. */
    Ask open() {
        return new Ask(console, bucket.open(opener), clock, json);
    }
}
