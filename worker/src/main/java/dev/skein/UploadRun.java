package dev.skein;

import dev.skein.bundle.BundleKey;
import dev.skein.bundle.BundleReader;
import dev.skein.bundle.BundleStore.Stored;
import dev.skein.bundle.Limits;
import dev.skein.bundle.Reading;
import dev.skein.intake.AwsFailure;
import dev.skein.intake.ObjectVersion;
import dev.skein.intake.QueueMessage;
import dev.skein.intake.Sequencer;
import dev.skein.intake.UploadTime;
import dev.skein.intake.Wait;
import dev.skein.outcome.Attempt;
import dev.skein.outcome.Cancellation;
import dev.skein.outcome.Conclusion;
import dev.skein.outcome.Ending;
import dev.skein.outcome.Membership;
import dev.skein.outcome.Outcome;
import dev.skein.outcome.OutcomeDocument;
import dev.skein.outcome.Problem;
import dev.skein.outcome.RunId;
import dev.skein.outcome.RunProblemCode;
import dev.skein.outcome.StoredEnding;
import dev.skein.target.TransientFailure;
import dev.skein.telemetry.Step;
import dev.skein.telemetry.Steps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Takes one uploaded object version to its stored outcome. */
final class UploadRun {
    private final Stores stores;
    private final Router router;
    private final Clock clock;
    private final Steps steps;
    private final Rollouts rollouts;

    UploadRun(Stores stores, Router router, Clock clock, Steps steps, Rollouts rollouts) {
        this.stores = stores;
        this.router = router;
        this.clock = clock;
        this.steps = steps;
        this.rollouts = rollouts;
    }

    /**
     * Returns the attempt's outcome: the stored one where a worker before this one got as far.
     *
     * @throws dev.skein.target.TransientFailure when the same may well succeed later
     */
    OutcomeDocument execute(Delivery delivery) {
        ObjectVersion object = delivery.object();
        Optional<BundleKey> key = Router.key(delivery);
        RunId run = Router.run(delivery);
        Attempt attempt = new Attempt(
                run,
                delivery.message().attempt(),
                new Attempt.Upload(
                        object.key(),
                        object.versionId(),
                        "",
                        new UploadTime(
                                delivery.message().sent(),
                                new Sequencer(object.origin().sequencer())),
                        object.principal()),
                new Attempt.Delivery(
                        delivery.message().waits(), delivery.message().receives(), Membership.of(delivery.message())),
                clock.instant());
        return ending(attempt).found().orElseGet(() -> decide(delivery, attempt, key));
    }

    private OutcomeDocument decide(Delivery delivery, Attempt attempt, Optional<BundleKey> key) {
        if (key.isEmpty()) {
            return rejected(
                    attempt,
                    RunProblemCode.UNROUTABLE_KEY,
                    attempt.upload().key() + " names no target, bundle and version");
        }
        Optional<Destination> destination = router.destination(delivery);
        return destination.isPresent()
                ? decide(delivery, attempt, key.get(), destination.get())
                : rejected(
                        attempt,
                        RunProblemCode.UNKNOWN_TARGET,
                        "no target " + attempt.run().target() + " is configured");
    }

    /** A deadline forbids to begin, not to finish: a try before this one may have applied part of the bundle, or all. */
    private OutcomeDocument decide(Delivery delivery, Attempt attempt, BundleKey key, Destination destination) {
        QueueMessage message = delivery.message();
        boolean late = Wait.isTooLate(message, delivery.queue(), clock.instant());
        Destination.Begun begun = begun(delivery, attempt, destination, late);
        Problem waited = Problem.of(
                RunProblemCode.WAITED_TOO_LONG,
                "the upload waited since " + message.firstSeen() + ", near the queue's retention");
        if (late && !begun.hasEffect()) {
            return end(attempt, new Outcome.NotTried(waited));
        }
        Optional<Cancellation> cancellation = stores.progress().cancellation(attempt);
        if (cancellation.isPresent()) {
            return end(attempt, begun.cancelled(cancellation.get()));
        }
        if (delivery.queue().isLastReceive(message)) {
            Problem died = Problem.of(
                    RunProblemCode.WORKER_DIED,
                    "the message was received " + message.receives() + " times and no worker finished it");
            return end(attempt, begun.stopped(died));
        }
        try {
            Optional<OutcomeDocument> goneOn = begun.goOn(ending(attempt));
            boolean mayBegin = begun.hasEffect() || message.isRedriven();
            return goneOn.isPresent()
                    ? goneOn.get()
                    : fetch(attempt, new Way(key, destination, mayBegin ? Deadline.PASSES : Deadline.HOLDS));
        } catch (TransientFailure e) {
            if (!late) {
                throw e;
            }
            return end(attempt, begun.stopped(waited));
        }
    }

    /**
     * How an upload goes on once it is fetched.
     *
     * @param deadline the uploader's holds for what is begun for the first time; who redrives decides anew
     */
    private record Way(BundleKey key, Destination destination, Deadline deadline) {}

    private enum Deadline {
        HOLDS,
        PASSES
    }

    /** When the time is up, a database that is away counts as one that was not touched. */
    private static Destination.Begun begun(Delivery delivery, Attempt attempt, Destination destination, boolean late) {
        boolean again = delivery.message().receives() > 1 || delivery.message().waits() > 0;
        try {
            return again ? destination.begun(attempt) : Destination.Begun.NOTHING;
        } catch (TransientFailure e) {
            if (!late) {
                throw e;
            }
            return Destination.Begun.NOTHING;
        }
    }

    private OutcomeDocument fetch(Attempt attempt, Way way) {
        try {
            Stored stored = stores.bundles()
                    .describe(attempt.upload().key(), attempt.upload().versionId());
            Optional<Problem> late = way.deadline() == Deadline.HOLDS ? lateness(stored) : Optional.empty();
            if (late.isPresent()) {
                return end(attempt, new Outcome.NotTried(late.get()));
            }
            return stored.size() > Limits.ARCHIVE
                    ? apply(attempt, BundleReader.tooLarge(stored.size()), way.destination())
                    : read(attempt, way, stored);
        } catch (S3Exception e) {
            return refused(
                    attempt,
                    stores.bundles()
                            .refusal(attempt.upload().key(), attempt.upload().versionId(), e));
        }
    }

    private OutcomeDocument refused(Attempt attempt, S3Exception refusal) {
        if (AwsFailure.isMissing(refusal)) {
            return rejected(attempt, RunProblemCode.UPLOAD_MISSING, AwsFailure.describe(refusal));
        }
        if (AwsFailure.isDenied(refusal)) {
            return failed(
                    attempt,
                    RunProblemCode.UPLOAD_DENIED,
                    AwsFailure.describe(refusal)
                            + "; to who may not list the bucket (s3:ListBucket) S3 says the same of an object that is gone");
        }
        throw refusal;
    }

    private Optional<Problem> lateness(Stored stored) {
        if (stored.notAfter().isEmpty()) {
            return Optional.empty();
        }
        String notAfter = stored.notAfter().get();
        try {
            return clock.instant().isAfter(Instant.parse(notAfter))
                    ? Optional.of(Problem.of(
                            RunProblemCode.NOT_AFTER_PASSED, "the upload was to be applied until " + notAfter))
                    : Optional.empty();
        } catch (DateTimeParseException e) {
            return Optional.of(Problem.of(RunProblemCode.BAD_NOT_AFTER, "skein-not-after is no instant: " + notAfter));
        }
    }

    private OutcomeDocument read(Attempt attempt, Way way, Stored stored) {
        try (Download download = steps.step(
                Step.FETCH,
                () -> Download.of(
                        stores.bundles(),
                        attempt.upload().key(),
                        attempt.upload().versionId()))) {
            Attempt known = attempt.with(download.sha256(), stored.uploaded());
            if (stored.sha256()
                    .filter(stated -> !stated.equals(known.upload().sha256()))
                    .isPresent()) {
                return rejected(
                        known,
                        RunProblemCode.UPLOAD_CHANGED,
                        "the object has SHA-256 " + known.upload().sha256() + ", announced was "
                                + stored.sha256().get());
            }
            Optional<OutcomeDocument> earlier = stores.runs()
                    .firstContent(known.run())
                    .filter(other ->
                            !other.text("/bundle/sha256").equals(known.upload().sha256()));
            if (earlier.isPresent()) {
                return rejected(
                        known,
                        RunProblemCode.VERSION_REUSED,
                        way.key().bundle() + " was uploaded with other content before (run "
                                + earlier.get().run() + ")");
            }
            Reading reading = steps.step(Step.CHECK, () -> BundleReader.read(download.archive(), way.key()));
            return apply(known, reading, way.destination());
        } catch (IOException e) {
            throw new UncheckedIOException("the worker's temporary folder cannot be used", e);
        }
    }

    private OutcomeDocument apply(Attempt attempt, Reading reading, Destination destination) {
        try {
            return destination.execute(attempt, reading, ending(attempt));
        } finally {
            reading.close();
        }
    }

    private OutcomeDocument rejected(Attempt attempt, RunProblemCode code, String message) {
        return end(attempt, new Outcome.Rejected(Problem.of(code, message)));
    }

    private OutcomeDocument failed(Attempt attempt, RunProblemCode code, String message) {
        return end(attempt, new Outcome.NotTried(Problem.of(code, message)));
    }

    private OutcomeDocument end(Attempt attempt, Outcome outcome) {
        return ending(attempt).keep(Conclusion.of(outcome));
    }

    private Ending<OutcomeDocument> ending(Attempt attempt) {
        return rollouts.before(attempt, new StoredEnding(stores.runs(), attempt, clock, steps));
    }
}
