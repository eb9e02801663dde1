package dev.skein;

import dev.skein.intake.AwsFailure;
import dev.skein.intake.DeadLetters;
import dev.skein.intake.ObjectVersion;
import dev.skein.intake.OpenLetters;
import dev.skein.intake.Request;
import dev.skein.outcome.Answer;
import dev.skein.outcome.Answer.Refusal;
import dev.skein.outcome.Cancellation;
import dev.skein.outcome.DeadLetter;
import dev.skein.outcome.OutcomeDocument;
import dev.skein.outcome.RunId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.S3Exception;
import tools.jackson.databind.JsonNode;

/**
 * {@code cancel}: asks for the end of a run that is at work, or waits in the queue. Whichever worker has the run finds the
 * request beside its outcome, within two seconds or when it takes the message up.
 */
final class CancelVerb implements RequestVerb {
    /** Between the end of an attempt and its dead letter lie some calls of AWS. */
    private static final Duration ENDING = Duration.ofMinutes(1);

    private final Stores stores;
    private final DeadLetters deadLetters;
    private final Clock clock;

    CancelVerb(Stores stores, DeadLetters deadLetters, Clock clock) {
        this.stores = stores;
        this.deadLetters = deadLetters;
        this.clock = clock;
    }

    @Override
    public Answer carryOut(Request request, ObjectVersion object, JsonNode document) {
        RunId run = new RunId(document.path("run").asString(""));
        if (!run.value().startsWith(request.target() + "/")) {
            return Answer.refused(Refusal.MALFORMED_REQUEST, "it names no run of the target in the request's key");
        }
        Optional<OutcomeDocument> ended = stores.runs().latest(run);
        if (ended.isEmpty() && !isUploaded(run) && stores.progress().find(run).isEmpty()) {
            return Answer.refused(Refusal.UNKNOWN_RUN, "no upload belongs to a run " + run);
        }
        int next = ended.map(OutcomeDocument::attempt).orElse(0) + 1;
        if (ended.isPresent() && !isQueued(run, next) && !isSentBack(ended.get(), object.bucket())) {
            return Answer.refused(
                    Refusal.NOT_RUNNING,
                    "run " + run + " has ended: " + ended.get().status());
        }
        stores.progress().cancel(run, next, new Cancellation(object.principal(), clock.instant()));
        return Answer.cancelling(run, next);
    }

    /** Whether Skein has sent for the attempt, by a redrive or an approval. */
    private boolean isQueued(RunId run, int attempt) {
        return stores.progress()
                .find(run)
                .filter(shown -> shown.attempt() >= attempt)
                .isPresent();
    }

    /**
     * Whether the run's dead letter is gone from its queue, as it is after a redrive from SQS's own console. One that waits there
     * goes on by nobody's doing, and is not to be cancelled in advance.
     */
    private boolean isSentBack(OutcomeDocument ended, String bucket) {
        boolean hasLetter = ended.status().isDead()
                && Instant.parse(ended.text("/finishedAt"))
                        .isBefore(clock.instant().minus(ENDING));
        if (!hasLetter) {
            return false;
        }
        try (OpenLetters open = deadLetters.open()) {
            return open.receive().stream()
                    .flatMap(letter -> letter.objects().stream()
                            .flatMap(object -> DeadLetter.run(letter, object, bucket).stream()))
                    .noneMatch(ended.run()::equals);
        }
    }

    private boolean isUploaded(RunId run) {
        return run.upload()
                .filter(upload -> {
                    try {
                        stores.bundles().describe(upload.key().path(), upload.versionId());
                        return true;
                    } catch (S3Exception e) {
                        if (AwsFailure.isMissing(e) || e.statusCode() == 400) {
                            return false;
                        }
                        throw e;
                    }
                })
                .isPresent();
    }
}
