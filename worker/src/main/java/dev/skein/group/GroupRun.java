package dev.skein.group;

import dev.skein.bundle.BundleKey;
import dev.skein.intake.Envelope;
import dev.skein.intake.Mark;
import dev.skein.intake.MessageQueue;
import dev.skein.outcome.Attempt;
import dev.skein.outcome.Cancellation;
import dev.skein.outcome.Conclusion;
import dev.skein.outcome.Ending;
import dev.skein.outcome.GroupStore;
import dev.skein.outcome.GroupStore.Part;
import dev.skein.outcome.MemberResult;
import dev.skein.outcome.Membership;
import dev.skein.outcome.Outcome;
import dev.skein.outcome.OutcomeDocument;
import dev.skein.outcome.Problem;
import dev.skein.outcome.ProgressDocument;
import dev.skein.outcome.ProgressStore;
import dev.skein.outcome.RunId;
import dev.skein.outcome.RunProblemCode;
import dev.skein.outcome.RunStore;
import dev.skein.target.TransientFailure;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes an upload for a group to its end: a message for each member, the canaries first, and an outcome when all have theirs. It
 * does not stay at work meanwhile: it looks, and waits in the queue. Whatever it does may be done twice.
 */
public final class GroupRun {
    /** In place of a dead letter's reason, on a message that begins another attempt of a member. */
    private static final String REDRIVEN = "group-redriven";

    private final MessageQueue uploads;
    private final String bucket;
    private final Traces traces;

    /**
     * @param uploads where the members' messages go
     * @param bucket where the bundle lies
     * @param traces what is kept of runs
     */
    public GroupRun(MessageQueue uploads, String bucket, Traces traces) {
        this.uploads = uploads;
        this.bucket = bucket;
        this.traces = traces;
    }

    /** What is kept of runs in the bucket. */
    public record Traces(GroupStore groups, RunStore runs, ProgressStore progress) {}

    /** Lists the members of a group, when its first attempt begins. */
    @FunctionalInterface
    public interface Listing {
        /**
         * Lists them.
         *
         * @throws SQLException when the server refuses to tell
         */
        List<Member> list() throws SQLException;
    }

    /**
     * Does what can be done at the moment.
     *
     * @throws TransientFailure while members are at work
     * @throws SQLException when the server refuses to tell who is a member
     */
    public <R> R execute(Attempt attempt, Group group, Listing listing, Ending<R> ending) throws SQLException {
        List<Part> parts = parts(attempt, listing);
        if (parts.isEmpty()) {
            return ending.keep(Conclusion.of(new Outcome.Rejected(Problem.of(
                    RunProblemCode.GROUP_EMPTY, "no database or schema belongs to the group " + group.name()))));
        }
        List<Part> open = parts.stream().filter(Part::open).toList();
        List<Part> canaries = open.subList(0, Math.min(group.canary(), open.size()));
        boolean sound = canaries.isEmpty() || isSound(attempt, "canary", canaries);
        if (sound) {
            isSound(attempt, "rest", open.subList(canaries.size(), open.size()));
        }
        return ending.keep(Conclusion.of(new Outcome.OfGroup(results(parts))));
    }

    /** Whether an attempt was begun: its members' messages were sent, or may have been. */
    public boolean isBegun(Attempt attempt) {
        return traces.groups().find(attempt.run(), attempt.number()).isPresent();
    }

    /** How the members stand; those that have not ended count as not begun. */
    public Outcome stand(Attempt attempt) {
        return new Outcome.OfGroup(
                results(traces.groups().find(attempt.run(), attempt.number()).orElseThrow()));
    }

    /** Asks for the end of all members that have not ended. */
    public void cancel(Attempt attempt, Cancellation cancellation) {
        traces.groups().find(attempt.run(), attempt.number()).stream()
                .flatMap(List::stream)
                .filter(part -> part.open() && outcome(part).isEmpty())
                .forEach(part -> traces.progress().cancel(part.run(), part.attempt(), cancellation));
    }

    /** A later attempt is about the same members; those that hold the bundle are left alone. */
    private List<Part> parts(Attempt attempt, Listing listing) throws SQLException {
        RunId run = attempt.run();
        Optional<List<Part>> kept = traces.groups().find(run, attempt.number());
        if (kept.isPresent()) {
            return kept.get();
        }
        Optional<List<Part>> before = traces.groups().find(run, attempt.number() - 1);
        List<Part> parts = before.isPresent()
                ? before.get().stream().map(this::next).toList()
                : listing.list().stream().map(member -> first(attempt, member)).toList();
        return parts.isEmpty() ? parts : traces.groups().keep(run, attempt.number(), parts);
    }

    private static Part first(Attempt attempt, Member member) {
        BundleKey key = BundleKey.parse(attempt.upload().key()).orElseThrow();
        BundleKey own = new BundleKey(member.target().target().name(), key.bundle());
        return new Part(member.name(), RunId.of(own, attempt.upload().versionId()), 1, true);
    }

    private Part next(Part part) {
        Optional<OutcomeDocument> last = traces.runs().latest(part.run());
        int ended = last.map(OutcomeDocument::attempt).orElse(0);
        return last.filter(outcome -> outcome.status().isGood()).isPresent()
                ? new Part(part.member(), part.run(), ended, false)
                : new Part(part.member(), part.run(), ended + 1, true);
    }

    /**
     * Sends a wave's messages, once, and looks how it went.
     *
     * @throws TransientFailure while some have not ended
     */
    private boolean isSound(Attempt attempt, String wave, List<Part> parts) {
        if (!traces.groups().isSent(attempt.run(), attempt.number(), wave)) {
            parts.forEach(part -> send(attempt, part));
            traces.groups().noteSent(attempt.run(), attempt.number(), wave);
        }
        List<MemberResult> results = results(parts);
        long ended = results.stream().filter(MemberResult::isEnded).count();
        if (ended < parts.size()) {
            throw new TransientFailure(
                    ended + " of " + parts.size() + " members of "
                            + attempt.run().target() + " have ended",
                    TransientFailure.Lack.TURN);
        }
        return results.stream().allMatch(MemberResult::isGood);
    }

    private void send(Attempt attempt, Part part) {
        Map<Mark, String> marks = new Membership(attempt.run().value(), part.member()).marks(part.run());
        if (attempt.number() > 1) {
            marks.put(Mark.REASON, REDRIVEN);
            marks.put(Mark.ATTEMPT, Integer.toString(part.attempt() - 1));
        }
        Attempt.Upload upload = attempt.upload();
        traces.progress().show(ProgressDocument.queued(part.run(), part.attempt(), Instant.now()));
        uploads.send(Envelope.created(bucket, upload.key(), upload.versionId(), upload.by()), marks, Duration.ZERO);
    }

    private List<MemberResult> results(List<Part> parts) {
        return parts.stream()
                .map(part -> outcome(part)
                        .map(MemberResult::of)
                        .orElseGet(() -> MemberResult.notBegun(part.run(), part.attempt())))
                .toList();
    }

    private Optional<OutcomeDocument> outcome(Part part) {
        return traces.runs().find(part.run(), part.attempt());
    }
}
