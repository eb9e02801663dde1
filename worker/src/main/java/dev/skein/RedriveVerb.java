package dev.skein;

import dev.skein.intake.DeadLetters;
import dev.skein.intake.MessageQueue;
import dev.skein.intake.ObjectVersion;
import dev.skein.intake.OpenLetters;
import dev.skein.intake.Redrive;
import dev.skein.intake.Request;
import dev.skein.outcome.Answer;
import dev.skein.outcome.Answer.Refusal;
import dev.skein.outcome.DeadLetter;
import dev.skein.outcome.ProgressDocument;
import dev.skein.outcome.ProgressStore;
import dev.skein.outcome.Redriven;
import dev.skein.outcome.RunId;
import java.time.Clock;
import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** {@code redrive}: sends dead letters of uploads back: of one run, of a target, or all. */
final class RedriveVerb implements RequestVerb {
    private final DeadLetters deadLetters;
    private final MessageQueue uploads;
    private final ProgressStore progress;
    private final Clock clock;

    RedriveVerb(DeadLetters deadLetters, MessageQueue uploads, ProgressStore progress, Clock clock) {
        this.deadLetters = deadLetters;
        this.uploads = uploads;
        this.progress = progress;
        this.clock = clock;
    }

    /** The key says whom the request concerns, because permissions are given by keys. */
    @Override
    public Answer carryOut(Request request, ObjectVersion object, JsonNode document) {
        String run = document.path("run").asString("");
        JsonNode dryRun = document.path("dryRun");
        boolean runFits = !document.has("run") || (!request.isOfAll() && run.startsWith(request.target() + "/"));
        boolean dryRunFits = dryRun.isMissingNode() || dryRun.isBoolean();
        if (!runFits || !dryRunFits) {
            return Answer.refused(
                    Refusal.MALFORMED_REQUEST,
                    "the run does not belong to the target in the request's key, or dryRun is neither true nor false");
        }
        Predicate<RunId> wanted = run.isEmpty()
                ? known -> request.isOfAll() || known.target().equals(request.target())
                : known -> known.value().equals(run);
        Answer answer = redrive(object.bucket(), wanted, dryRun.asBoolean(false) ? Mode.DRY_RUN : Mode.SEND);
        return !run.isEmpty()
                        && answer.redriven().isEmpty()
                        && answer.toRedrive().isEmpty()
                ? Answer.refused(Refusal.NO_DEAD_LETTER, "no dead letter waits of run " + run)
                : answer;
    }

    private enum Mode {
        DRY_RUN,
        SEND
    }

    private Answer redrive(String bucket, Predicate<RunId> wanted, Mode mode) {
        try (OpenLetters open = deadLetters.open()) {
            Redrive redrive = new Redrive(
                    open.receive(),
                    (letter, object) -> DeadLetter.run(letter, object, bucket)
                            .filter(wanted)
                            .isPresent());
            boolean cut = open.isCut();
            Answer answer = mode == Mode.SEND ? send(redrive, open) : preview(redrive);
            return cut ? answer.cut() : answer;
        }
    }

    private static Answer preview(Redrive redrive) {
        Redrive.Result result = redrive.preview();
        return Answer.toRedrive(runs(result), result.duplicates());
    }

    /** Shown before it is sent: a worker may be done with it in a moment. */
    private Answer send(Redrive redrive, OpenLetters open) {
        runs(redrive.preview())
                .forEach(run -> progress.show(ProgressDocument.queued(run.run(), run.attempt(), clock.instant())));
        Redrive.Result result = redrive.send(open, uploads, deadLetters);
        List<Redriven> runs = runs(result);
        runs.forEach(run -> open.removeMembersOf(run.run().value()));
        return Answer.redriven(runs, result.duplicates());
    }

    private static List<Redriven> runs(Redrive.Result result) {
        return result.sent().stream()
                .map(sent -> new Redriven(
                        sent.memberRun()
                                .map(RunId::new)
                                .orElseGet(() -> RunId.of(
                                        sent.object().key(), sent.object().versionId())),
                        sent.attempt()))
                .toList();
    }
}
