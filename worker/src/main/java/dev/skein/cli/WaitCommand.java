package dev.skein.cli;

import dev.skein.bundle.BundleId;
import dev.skein.bundle.BundleKey;
import dev.skein.outcome.Follower;
import dev.skein.outcome.OutcomeDocument;
import dev.skein.outcome.RunStore;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code skein wait}: waits until a target holds a version of its bundle, whoever uploads it. */
@Command(
        name = "wait",
        description = "Wait until a bundle that somebody else pushes is applied to a target.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  skein wait --target orders --name orders --version 1.4.0",
            "  skein wait --target orders --name orders --version 1.4.0 --timeout 1h",
            "",
            "For what must not start before its schema is there: the first container of a task, a",
            "step of another pipeline. It ends with 0 as soon as an outcome of that version is APPLIED",
            "or UNCHANGED. Other outcomes may be mended and redriven, so it goes on waiting; when the",
            "time is over, the exit code is that of the last one, or 13 when there is none."
        })
public final class WaitCommand implements Callable<Integer> {
    @Option(names = "--target", paramLabel = "NAME", required = true, description = "The target, or group.")
    private String target = "";

    @Option(names = "--name", paramLabel = "NAME", required = true, description = "The bundle's name.")
    private String name = "";

    @Option(names = "--version", paramLabel = "VERSION", required = true, description = "The bundle's version.")
    private String version = "";

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            defaultValue = "15m",
            description = "How long to wait, such as 90s or 30m. Default: ${DEFAULT-VALUE}.")
    private Duration timeout = Duration.ofMinutes(15);

    @Mixin
    private BucketOptions bucket = new BucketOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    private final Console console;
    private final Function<Map<String, String>, BucketAccess> opener;
    private final Clock clock;

    /** @param opener opens the bucket that the options name */
    public WaitCommand(Console console, Function<Map<String, String>, BucketAccess> opener, Clock clock) {
        this.console = console;
        this.opener = opener;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        BundleKey key = key();
        BucketAccess access = bucket.open(opener);
        RunStore runs = new RunStore(access.s3(), access.bucket());
        Follower follower = new Follower(clock, waited -> console.progress("waiting for " + key, waited));
        Optional<OutcomeDocument> outcome = follower.await(() -> runs.good(key), timeout);
        if (follower.lost().isPresent()) {
            return none("the outcomes of " + key + " cannot be read: "
                    + follower.lost().get() + "\nask again: " + line(key));
        }
        return outcome.or(() -> runs.last(key))
                .map(found -> OutcomeReport.print(console, found, json.isSet()))
                .orElseGet(() -> none("no outcome of " + key + " in time; is it uploaded?"));
    }

    private int none(String why) {
        console.note(why);
        return ExitCode.NO_OUTCOME;
    }

    /** What is to be typed to wait for a bundle. */
    static String line(BundleKey key) {
        return "skein wait --target " + key.target() + " --name " + key.bundle().name() + " --version "
                + key.bundle().version();
    }

    private BundleKey key() {
        try {
            return new BundleKey(target, new BundleId(name, version));
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }
}
