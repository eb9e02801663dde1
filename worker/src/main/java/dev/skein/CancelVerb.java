package dev.skein;

import dev.skein.intake.AwsFailure;
import dev.skein.intake.ObjectVersion;
import dev.skein.intake.Request;
import dev.skein.outcome.Answer;
import dev.skein.outcome.Answer.Refusal;
import dev.skein.outcome.Cancellation;
import dev.skein.outcome.OutcomeDocument;
import dev.skein.outcome.ProgressDocument;
import dev.skein.outcome.RunId;
import java.time.Clock;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.S3Exception;
import tools.jackson.databind.JsonNode;

/**
 * {@code cancel}: asks for the end of a run that is at work, or waits in the queue. Whichever worker has the run finds the
 * request beside its outcome, within two seconds or when it takes the message up.
 */
final class CancelVerb implements RequestVerb {
    private final Stores stores;
    private final Clock clock;

    CancelVerb(Stores stores, Clock clock) {
        this.stores = stores;
        this.clock = clock;
    }

    @Override
    public Answer carryOut(Request request, ObjectVersion object, JsonNode document) {
        RunId run = new RunId(document.path("run").asString(""));
        if (!run.value().startsWith(request.target() + "/")) {
            return Answer.refused(Refusal.MALFORMED_REQUEST, "it names no run of the target in the request's key");
        }
        Optional<OutcomeDocument> ended = stores.runs().latest(run);
        if (ended.isEmpty() && !isUploaded(run)) {
            return Answer.refused(Refusal.UNKNOWN_RUN, "no upload belongs to a run " + run);
        }
        int next = ended.map(OutcomeDocument::attempt).orElse(0) + 1;
        boolean begun = ended.isEmpty()
                || stores.progress()
                        .find(run)
                        .map(ProgressDocument::attempt)
                        .filter(attempt -> attempt >= next)
                        .isPresent();
        if (!begun) {
            return Answer.refused(
                    Refusal.NOT_RUNNING,
                    "run " + run + " has ended: " + ended.get().status());
        }
        stores.progress().cancel(run, next, new Cancellation(object.principal(), clock.instant()));
        return Answer.cancelling(run, next);
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
