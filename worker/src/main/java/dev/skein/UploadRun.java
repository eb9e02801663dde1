package dev.skein;

import dev.skein.apply.SoFar;
import dev.skein.bundle.BundleKey;
import dev.skein.bundle.BundleReader;
import dev.skein.bundle.BundleStore.Stored;
import dev.skein.bundle.Limits;
import dev.skein.bundle.Reading;
import dev.skein.intake.AwsFailure;
import dev.skein.intake.ObjectVersion;
import dev.skein.intake.QueueMessage;
import dev.skein.intake.Wait;
import dev.skein.outcome.Attempt;
import dev.skein.outcome.Cancellation;
import dev.skein.outcome.Conclusion;
import dev.skein.outcome.Outcome;
import dev.skein.outcome.OutcomeDocument;
import dev.skein.outcome.Problem;
import dev.skein.outcome.RunId;
import dev.skein.outcome.RunProblemCode;
import dev.skein.outcome.StoredEnding;
import dev.skein.outcome.TargetRun;
import dev.skein.plan.PlannedTarget;
import dev.skein.target.Target;
import dev.skein.target.TransientFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Takes one uploaded object version to its stored outcome. */
final class UploadRun {
    private final Stores stores;
    private final TargetRun targetRun;
    private final Map<String, PlannedTarget> targets;
    private final Clock clock;

    UploadRun(Stores stores, TargetRun targetRun, Map<String, PlannedTarget> targets, Clock clock) {
        this.stores = stores;
        this.targetRun = targetRun;
        this.targets = targets;
        this.clock = clock;
    }

    /**
     * Returns the attempt's outcome: the stored one where a worker before this one got as far.
     *
     * @throws dev.skein.target.TransientFailure when the same may well succeed later
     */
    OutcomeDocument execute(Delivery delivery) {
        ObjectVersion object = delivery.object();
        Optional<BundleKey> key = BundleKey.parse(object.key());
        RunId run = RunId.of(object.key(), object.versionId());
        Attempt attempt = new Attempt(
                run,
                delivery.message().attempt(),
                new Attempt.Upload(
                        object.key(), object.versionId(), "", delivery.message().sent(), object.principal()),
                new Attempt.Delivery(
                        delivery.message().waits(), delivery.message().receives()),
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
        PlannedTarget target = targets.get(key.get().target());
        if (target == null) {
            return rejected(
                    attempt,
                    RunProblemCode.UNKNOWN_TARGET,
                    "no target " + key.get().target() + " is configured");
        }
        return decide(delivery, attempt, key.get(), target);
    }

    /** A deadline forbids to begin, not to finish: a try before this one may have applied part of the bundle, or all. */
    private OutcomeDocument decide(Delivery delivery, Attempt attempt, BundleKey key, PlannedTarget target) {
        QueueMessage message = delivery.message();
        boolean late = Wait.isTooLate(message, delivery.queue(), clock.instant());
        Optional<SoFar> soFar = soFar(delivery, attempt, target.target(), late);
        boolean begun = soFar.filter(SoFar::hasEffect).isPresent();
        Problem waited = Problem.of(
                RunProblemCode.WAITED_TOO_LONG,
                "the upload waited since " + message.firstSeen() + ", near the queue's retention");
        if (late && !begun) {
            return end(attempt, new Outcome.NotTried(waited));
        }
        Optional<Cancellation> cancellation = stores.progress().cancellation(attempt);
        if (cancellation.isPresent()) {
            return end(attempt, cancelled(soFar, cancellation.get()));
        }
        if (delivery.queue().isLastReceive(message)) {
            Problem died = Problem.of(
                    RunProblemCode.WORKER_DIED,
                    "the message was received " + message.receives() + " times and no worker finished it");
            return end(attempt, stopped(soFar, died));
        }
        try {
            return fetch(attempt, key, target, begun);
        } catch (TransientFailure e) {
            if (!late) {
                throw e;
            }
            return end(attempt, stopped(soFar, waited));
        }
    }

    /** What a try before this one has applied. When the time is up, a database that is away counts as one that was not touched. */
    private Optional<SoFar> soFar(Delivery delivery, Attempt attempt, Target target, boolean late) {
        boolean again = delivery.message().receives() > 1 || delivery.message().waits() > 0;
        try {
            return again ? targetRun.soFar(attempt, target) : Optional.empty();
        } catch (TransientFailure e) {
            if (!late) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private static Outcome stopped(Optional<SoFar> soFar, Problem problem) {
        return soFar.<Outcome>map(known -> new Outcome.Failed(known.versions(), known.applied(), problem))
                .orElseGet(() -> new Outcome.NotTried(problem));
    }

    private static Outcome cancelled(Optional<SoFar> soFar, Cancellation cancellation) {
        return soFar.map(known -> new Outcome.Cancelled(known.versions(), known.applied(), cancellation))
                .orElseGet(() -> new Outcome.Cancelled(cancellation));
    }

    private OutcomeDocument fetch(Attempt attempt, BundleKey key, PlannedTarget target, boolean begun) {
        try {
            Stored stored = stores.bundles()
                    .describe(attempt.upload().key(), attempt.upload().versionId());
            Optional<Problem> late = lateness(attempt, stored);
            if (late.isPresent() && !begun) {
                return end(attempt, new Outcome.NotTried(late.get()));
            }
            return stored.size() > Limits.ARCHIVE
                    ? apply(attempt, BundleReader.tooLarge(stored.size()), target)
                    : read(attempt, key, stored, target);
        } catch (S3Exception e) {
            if (AwsFailure.isMissing(e)) {
                return rejected(attempt, RunProblemCode.UPLOAD_MISSING, AwsFailure.describe(e));
            }
            if (AwsFailure.isDenied(e)) {
                return failed(attempt, RunProblemCode.UPLOAD_DENIED, AwsFailure.describe(e));
            }
            throw e;
        }
    }

    /** The uploader's deadline holds for the first attempt; who redrives decides anew. */
    private Optional<Problem> lateness(Attempt attempt, Stored stored) {
        if (stored.notAfter().isEmpty() || attempt.number() > 1) {
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

    private OutcomeDocument read(Attempt attempt, BundleKey key, Stored stored, PlannedTarget target) {
        try (Download download = Download.of(
                stores.bundles(), attempt.upload().key(), attempt.upload().versionId())) {
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
                        key.bundle() + " was uploaded with other content before (run "
                                + earlier.get().run() + ")");
            }
            return apply(known, BundleReader.read(download.archive(), key), target);
        } catch (IOException e) {
            throw new UncheckedIOException("the worker's temporary folder cannot be used", e);
        }
    }

    private OutcomeDocument apply(Attempt attempt, Reading reading, PlannedTarget target) {
        try {
            return targetRun.execute(attempt, reading, target, ending(attempt));
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

    private StoredEnding ending(Attempt attempt) {
        return new StoredEnding(stores.runs(), attempt, clock);
    }
}
