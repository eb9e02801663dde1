package dev.skein.outcome;

import dev.skein.intake.DeadLetters.Redriven;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code answer.json}, schema {@code skein.answer/1}: what came of a request. */
public final class Answer {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final ObjectNode root;

    private Answer(ObjectNode root) {
        this.root = root;
    }

    /** Dead letters were sent back. */
    public static Answer redriven(List<Redriven> letters) {
        ObjectNode root = root("DONE");
        var runs = root.putArray("redriven");
        letters.forEach(letter -> runs.addObject().put("run", letter.run()).put("attempt", letter.attempt()));
        return new Answer(root);
    }

    /** Why a request is not carried out. Each code is stable and has a page in {@code docs/problems}. */
    public enum Refusal {
        /** No worker of this version knows the verb. */
        UNKNOWN_VERB,
        /** The document does not say what it has to. */
        MALFORMED_REQUEST,
        /** Nothing of that run waits in the dead-letter queue. */
        NO_DEAD_LETTER;

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

    /** The letters that were sent back. */
    public List<Redriven> redriven() {
        return root.path("redriven")
                .valueStream()
                .map(letter -> new Redriven(
                        letter.path("run").asString(""), letter.path("attempt").asInt(1)))
                .toList();
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
