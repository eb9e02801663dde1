package dev.skein.outcome;

import dev.skein.bundle.BundleProblem;
import dev.skein.plan.PlanDocument;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code answer.json}, schema {@code skein.answer/1}: what came of a request. */
public final class Answer {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** Dead letters that are told of one by one. */
    private static final int MOST_LETTERS = 1_000;

    private final ObjectNode root;

    private Answer(ObjectNode root) {
        this.root = root;
    }

    /**
     * Dead letters were sent back.
     *
     * @param duplicates how many letters of the same attempts ended with them
     */
    public static Answer redriven(List<Redriven> runs, int duplicates) {
        return redrive("redriven", runs, duplicates);
    }

    /** Dead letters that would be sent back are named; nothing was sent. */
    public static Answer toRedrive(List<Redriven> runs, int duplicates) {
        return redrive("wouldRedrive", runs, duplicates);
    }

    private static Answer redrive(String list, List<Redriven> runs, int duplicates) {
        ObjectNode root = root("DONE").put("duplicates", duplicates);
        ArrayNode entries = root.putArray(list);
        runs.forEach(redriven ->
                entries.addObject().put("run", redriven.run().value()).put("attempt", redriven.attempt()));
        return new Answer(root);
    }

    /** The dead letters that wait. */
    public static Answer deadLetters(List<DeadLetter> letters) {
        ObjectNode root = root("DONE").put("count", letters.size());
        ArrayNode entries = root.putArray("letters");
        letters.stream().limit(MOST_LETTERS).map(DeadLetter::tree).forEach(entries::add);
        return new Answer(root);
    }

    /** The same answer, which says that the queue held more than was looked at. */
    public Answer cut() {
        return new Answer(tree().put("more", true));
    }

    /** Why a request is not carried out. Each code is stable and has a page in {@code docs/problems}. */
    public enum Refusal {
        /** No worker of this version knows the verb. */
        UNKNOWN_VERB,
        /** The document does not say what it has to. */
        MALFORMED_REQUEST,
        /** Nothing of that run waits in the dead-letter queue. */
        NO_DEAD_LETTER,
        /** The run does not wait for approval, or no longer. */
        NOT_AWAITING_APPROVAL,
        /** The run has ended. */
        NOT_RUNNING,
        /** Neither journal nor history asks about that migration. */
        NOTHING_TO_RESOLVE,
        /** No upload belongs to such a run. */
        UNKNOWN_RUN,
        /** Another plan than the approved one waits. */
        OTHER_PLAN,
        /** Who uploads a bundle may not approve it. */
        APPROVER_IS_UPLOADER,
        /** The event does not say who approves. */
        APPROVER_UNKNOWN;

        /** The code as users see it, such as {@code no-dead-letter}. */
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** The request cannot be carried out. */
    public static Answer refused(Refusal refusal, String message) {
        ObjectNode root = root("REJECTED");
        root.putObject("problem").put("code", refusal.code()).put("message", message);
        return new Answer(root);
    }

    /** The surroundings said no, as they would to a run. */
    public static Answer failed(RunProblemCode code, String message) {
        ObjectNode root = root(Status.FAILED.name());
        root.putObject("problem").put("code", code.code()).put("message", message);
        return new Answer(root);
    }

    /** The bundle that the request speaks of is none. */
    public static Answer refused(List<BundleProblem> problems) {
        ObjectNode root = root("REJECTED");
        write(root.putObject("problem"), problems.get(0));
        ArrayNode all = root.putArray("problems");
        problems.forEach(problem -> write(all.addObject(), problem));
        return new Answer(root);
    }

    private static void write(ObjectNode node, BundleProblem problem) {
        String entry = problem.entry();
        node.put("code", problem.code().code())
                .put("message", entry == null ? problem.message() : entry + " " + problem.message());
    }

    /** A run goes on by an approval. */
    public static Answer approved(RunId run, int attempt, Approval approval) {
        ObjectNode root = root("DONE");
        root.putObject("approved")
                .put("run", run.value())
                .put("attempt", attempt)
                .put("plan", approval.plan())
                .put("by", approval.by())
                .put("at", approval.at().toString());
        return new Answer(root);
    }

    /** A run's attempt is going to end. */
    public static Answer cancelling(RunId run, int attempt) {
        ObjectNode root = root("DONE");
        root.putObject("cancelling").put("run", run.value()).put("attempt", attempt);
        return new Answer(root);
    }

    /** What became of a migration is noted. */
    public static Answer resolved() {
        return new Answer(root("DONE"));
    }

    /**
     * A plan was made.
     *
     * @param folder the prefix under which it lies
     */
    public static Answer planned(PlanDocument plan, String folder) {
        ObjectNode root = root("DONE");
        root.putObject("plan")
                .put("verdict", plan.verdict().name())
                .put("hash", plan.hash())
                .put("json", folder + "plan.json")
                .put("html", folder + "plan.html");
        return new Answer(root);
    }

    static Answer parse(byte[] json) {
        return new Answer((ObjectNode) JSON.readTree(json));
    }

    private static ObjectNode root(String status) {
        return JSON.createObjectNode().put("schema", "skein.answer/1").put("status", status);
    }

    /** Whether the request was carried out. */
    public boolean isDone() {
        return root.path("status").asString("").equals("DONE");
    }

    /** Whether it was the surroundings that said no, and not the request that was wrong. */
    public boolean isFailed() {
        return root.path("status").asString("").equals(Status.FAILED.name());
    }

    /** The runs that were sent back. */
    public List<Redriven> redriven() {
        return redrive("redriven");
    }

    /** The runs that would be sent back. */
    public List<Redriven> toRedrive() {
        return redrive("wouldRedrive");
    }

    private List<Redriven> redrive(String list) {
        return root.path(list)
                .valueStream()
                .map(entry -> new Redriven(
                        new RunId(entry.path("run").asString("")),
                        entry.path("attempt").asInt(1)))
                .toList();
    }

    /** How many letters of the same attempts ended, or would end, with those that were sent back. */
    public int duplicates() {
        return root.path("duplicates").asInt(0);
    }

    /** The dead letters that wait. */
    public List<DeadLetter> letters() {
        return root.path("letters").valueStream().map(DeadLetter::parse).toList();
    }

    /** How many dead letters were found, of which the answer may tell a part only. */
    public int count() {
        return root.path("count").asInt(0);
    }

    /** Whether the queue held more than was looked at. */
    public boolean isCut() {
        return root.path("more").asBoolean(false);
    }

    /** The attempt of a run that goes on by an approval; 0 when the answer is about something else. */
    public int approvedAttempt() {
        return root.at("/approved/attempt").asInt(0);
    }

    /** The attempt of a run that is going to end; 0 when the answer is about something else. */
    public int cancelledAttempt() {
        return root.at("/cancelling/attempt").asInt(0);
    }

    /** The code of why it was not carried out; empty text when it was. */
    public String code() {
        return root.at("/problem/code").asString("");
    }

    /** Why it was not carried out; empty text when it was. */
    public String message() {
        return root.at("/problem/message").asString("");
    }

    /** A copy of the document's tree. */
    public ObjectNode tree() {
        return root.deepCopy();
    }

    /** The document as indented JSON. */
    public String json() {
        return JSON.writeValueAsString(root);
    }
}
