package dev.skein;

import dev.skein.intake.Envelope;
import dev.skein.intake.Mark;
import dev.skein.intake.MessageQueue;
import dev.skein.intake.ObjectVersion;
import dev.skein.intake.Principal;
import dev.skein.intake.Request;
import dev.skein.outcome.Answer;
import dev.skein.outcome.Answer.Refusal;
import dev.skein.outcome.Approval;
import dev.skein.outcome.Membership;
import dev.skein.outcome.OutcomeDocument;
import dev.skein.outcome.ProgressDocument;
import dev.skein.outcome.RunId;
import dev.skein.outcome.Status;
import dev.skein.plan.hazard.SelfApproval;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * {@code approve}: has a run that waits for approval go on, by the very plan that the request names. Who approves is who S3
 * says has uploaded the request.
 */
final class ApproveVerb implements RequestVerb {
    /** In place of a dead letter's reason, on the message that begins the next attempt. */
    private static final String APPROVED = "approved";

    private final Stores stores;
    private final MessageQueue uploads;
    private final TargetLookup targets;
    private final Clock clock;

    /** @param targets say whether those who upload to them may approve */
    ApproveVerb(Stores stores, MessageQueue uploads, TargetLookup targets, Clock clock) {
        this.stores = stores;
        this.uploads = uploads;
        this.targets = targets;
        this.clock = clock;
    }

    @Override
    public Answer carryOut(Request request, ObjectVersion object, JsonNode document) {
        String run = document.path("run").asString("");
        String plan = document.path("plan").asString("");
        Optional<SelfApproval> self = targets.named(request.target())
                .map(target -> target.settings().policy().selfApproval());
        if (self.isEmpty() || !run.startsWith(request.target() + "/") || plan.isEmpty()) {
            return Answer.refused(
                    Refusal.MALFORMED_REQUEST, "it names no run of the target in the request's key, or no plan");
        }
        Optional<OutcomeDocument> waiting =
                stores.runs().latest(new RunId(run)).filter(outcome -> outcome.status() == Status.AWAITING_APPROVAL);
        if (waiting.isEmpty()) {
            return Answer.refused(Refusal.NOT_AWAITING_APPROVAL, "run " + run + " does not wait for approval");
        }
        if (!Approval.isNamed(plan, waiting.get().text("/plan/hash"))) {
            return Answer.refused(
                    Refusal.OTHER_PLAN,
                    "the plan that waits is " + waiting.get().text("/plan/hash") + "; read it, then approve that one");
        }
        return refusal(waiting.get(), object.principal(), self.get()).orElseGet(() -> approve(waiting.get(), object));
    }

    private static Optional<Answer> refusal(OutcomeDocument waiting, String approver, SelfApproval self) {
        if (approver.isEmpty()) {
            return Optional.of(Answer.refused(Refusal.APPROVER_UNKNOWN, "the event does not say who approves"));
        }
        String uploader = waiting.text("/uploadedBy");
        return self == SelfApproval.FORBIDDEN && Principal.isSame(approver, uploader)
                ? Optional.of(Answer.refused(
                        Refusal.APPROVER_IS_UPLOADER,
                        uploader.isEmpty()
                                ? "who uploaded the bundle is not known, so it may have been the same"
                                : "the bundle was uploaded by the same role or user, " + uploader))
                : Optional.empty();
    }

    /** The approval is stored before the message is sent: a crash in between repeats the request. */
    private Answer approve(OutcomeDocument waiting, ObjectVersion request) {
        int next = waiting.attempt() + 1;
        Approval approval = stores.plans()
                .store(
                        waiting.run(),
                        next,
                        new Approval(waiting.text("/plan/hash"), request.principal(), clock.instant()));
        String event = Envelope.created(
                request.bucket(),
                waiting.text("/bundle/key"),
                waiting.text("/bundle/versionId"),
                waiting.text("/uploadedBy"));
        stores.progress().show(ProgressDocument.queued(waiting.run(), next, clock.instant()));
        Map<Mark, String> marks = Membership.of(waiting).marks(waiting.run());
        marks.put(Mark.REASON, APPROVED);
        marks.put(Mark.ATTEMPT, Integer.toString(waiting.attempt()));
        uploads.send(event, marks, Duration.ZERO);
        return Answer.approved(waiting.run(), next, approval);
    }
}
