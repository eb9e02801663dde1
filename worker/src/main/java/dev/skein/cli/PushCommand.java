package dev.skein.cli;

import dev.skein.bundle.Bundle;
import dev.skein.bundle.BundleId;
import dev.skein.bundle.BundleKey;
import dev.skein.bundle.BundleStore;
import dev.skein.outcome.OutcomeDocument;
import dev.skein.outcome.PlanStore;
import dev.skein.outcome.Push;
import dev.skein.outcome.RunId;
import dev.skein.outcome.RunStore;
import dev.skein.outcome.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** {@code skein push}: uploads a bundle, and waits for its outcome. */
@Command(
        name = "push",
        description = "Upload a bundle for a target, and with --wait follow it to its outcome.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  skein push orders-1.4.0.zip --target orders",
            "  skein push orders-1.4.0.zip --target orders --wait --timeout 30m",
            "  skein push orders-1.4.0.zip --target orders --wait --through-approval --timeout 8h",
            "",
            "Pushing the same bytes again is safe: what is applied is reported, what runs",
            "is followed, what failed is uploaded once more. Other bytes under the same",
            "version are refused. With --wait the worker does not begin to apply the bundle",
            "any more once the timeout is over. An upload of more than 14 days ago that has no",
            "outcome any more is uploaded once more, too."
        })
public final class PushCommand implements Callable<Integer> {
    private static final Duration NORMAL_TIMEOUT = Duration.ofMinutes(15);

    @Parameters(paramLabel = "FILE", description = "The bundle.")
    private Path file = Path.of("");

    @Option(names = "--target", paramLabel = "NAME", required = true, description = "The target to apply it to.")
    private String target = "";

    @Option(names = "--wait", description = "Wait for the outcome; the exit code says what it is.")
    private boolean wait;

    @Option(
            names = "--through-approval",
            description = "With --wait: where somebody has to approve the plan, wait for that, too.")
    private boolean throughApproval;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "How long to wait, such as 90s or 30m. Default with --wait: 15m.")
    private @Nullable Duration timeout;

    @Mixin
    private BucketOptions bucket = new BucketOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    @Mixin
    private GitHubOptions github = new GitHubOptions();

    private final Console console;
    private final Map<String, String> environment;
    private final Function<Map<String, String>, BucketAccess> opener;
    private final Clock clock;
    private GitHubTelling telling = GitHubTelling.OFF;

    /** @param opener opens the bucket that the options name */
    public PushCommand(
            Console console,
            Map<String, String> environment,
            Function<Map<String, String>, BucketAccess> opener,
            Clock clock) {
        this.console = console;
        this.environment = environment;
        this.opener = opener;
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException {
        if (!BundleId.NAME.matcher(target).matches()) {
            throw new UsageException("--target: expected the form " + BundleId.NAME.pattern());
        }
        if (Files.isDirectory(file)) {
            throw new UsageException("push takes a bundle; make one of the folder with skein bundle " + file);
        }
        telling = github.telling(console, environment, file, List.of());
        try (BundleInput input = BundleInput.open(file, new BundleOptions())) {
            Optional<Bundle> bundle =
                    input.reading().match(accepted -> Optional.of(accepted.bundle()), refused -> Optional.empty());
            if (bundle.isEmpty()) {
                return input.reading().match(accepted -> 0, refused -> {
                    telling.refused(refused.problems());
                    return BundleReport.refuse(console, refused.problems(), json.isSet());
                });
            }
            return push(new BundleKey(target, bundle.get().id()), input.archive());
        }
    }

    private int push(BundleKey key, Path archive) throws IOException {
        BucketAccess access = bucket.open(opener);
        RunStore runs = new RunStore(access.s3(), access.bucket());
        Push push = new Push(new BundleStore(access.s3(), access.bucket()), runs, clock);
        return push.push(key, archive, notAfter()).match(new Ending(key, access));
    }

    /** Who waits no longer does not want it applied behind his back. */
    private Optional<Instant> notAfter() {
        return !wait && timeout == null
                ? Optional.empty()
                : Optional.of(clock.instant().plus(limit()).truncatedTo(ChronoUnit.SECONDS));
    }

    private Duration limit() {
        return timeout == null ? NORMAL_TIMEOUT : timeout;
    }

    /** How the command ends for each result of the upload. */
    private final class Ending implements Push.Result.Cases<Integer> {
        private final BundleKey key;
        private final BucketAccess access;

        Ending(BundleKey key, BucketAccess access) {
            this.key = key;
            this.access = access;
        }

        @Override
        public Integer uploaded(Push.Uploaded uploaded) {
            if (!wait) {
                telling.uploaded(uploaded.run());
                return report(uploaded.run(), "UPLOADED", ExitCode.OK);
            }
            console.note("uploaded " + key + ", run " + uploaded.run());
            return follow(uploaded.run());
        }

        @Override
        public Integer ended(Push.Ended ended) {
            console.note("the same bytes were pushed before");
            if (wait && !isEnd(ended.outcome())) {
                return follow(ended.outcome().run());
            }
            return report(ended.outcome());
        }

        @Override
        public Integer taken(Push.Taken taken) {
            String message =
                    taken.key() + " holds other bytes (SHA-256 " + taken.sha256() + "); give this bundle a new version";
            telling.trouble("REJECTED", "version-reused: " + message);
            if (json.isSet()) {
                ObjectNode document = Console.document("skein.push/1").put("status", "REJECTED");
                document.putObject("problem").put("code", "version-reused").put("message", message);
                console.json(document);
            } else {
                console.print("REJECTED  version-reused: " + message);
            }
            return ExitCode.REJECTED;
        }

        private int follow(RunId run) {
            RunFollower follower = new RunFollower(console, access, clock);
            Optional<OutcomeDocument> outcome = follower.await(run, this::isEnd, limit());
            return outcome.isPresent() ? report(outcome.get()) : noOutcome(run, follower.trouble());
        }

        private int noOutcome(RunId run, String trouble) {
            telling.trouble("NO_OUTCOME", trouble);
            return report(run, "NO_OUTCOME", ExitCode.NO_OUTCOME);
        }

        private int report(OutcomeDocument outcome) {
            PlanStore plans = new PlanStore(access.s3(), access.bucket());
            OutcomeDocument shown = telling.outcome(outcome, () -> plans.find(outcome.run(), outcome.attempt()));
            return OutcomeReport.print(console, shown, json.isSet());
        }

        private boolean isEnd(OutcomeDocument outcome) {
            return !throughApproval || outcome.status() != Status.AWAITING_APPROVAL;
        }

        private int report(RunId run, String status, int exitCode) {
            if (json.isSet()) {
                console.json(Console.document("skein.push/1")
                        .put("status", status)
                        .put("runId", run.value())
                        .put("key", key.path()));
            } else {
                console.print(status + "  " + key + "  run " + run);
            }
            return exitCode;
        }
    }
}
