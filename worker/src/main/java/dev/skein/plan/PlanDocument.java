package dev.skein.plan;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code plan.json}, schema {@code skein.plan/1}: what is stored, printed and shown. */
public final class PlanDocument {
    /** The document's schema. */
    public static final String SCHEMA = "skein.plan/1";

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final ObjectNode root;

    PlanDocument(ObjectNode root) {
        this.root = root;
    }

    /** Writes a plan. */
    public static PlanDocument of(Plan plan) {
        return new PlanDocument(PlanWriter.write(plan));
    }

    /**
     * Reads a stored document.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static PlanDocument parse(byte[] json) {
        if (JSON.readTree(json) instanceof ObjectNode root
                && root.path("schema").asString("").equals(SCHEMA)) {
            return new PlanDocument(root);
        }
        throw new IllegalArgumentException("not a document of schema " + SCHEMA);
    }

    /** The same plan, with who agreed to it and when. */
    public PlanDocument approved(String by, Instant at) {
        ObjectNode approved = root.deepCopy();
        approved.putObject("approval").put("by", by).put("at", at.toString());
        return new PlanDocument(approved);
    }

    /** What it comes to. */
    public Verdict verdict() {
        return Verdict.valueOf(root.path("verdict").asString(""));
    }

    /** The name of the plan. */
    public String hash() {
        return root.path("hash").asString("");
    }

    /** What an approval of the plan depends on. */
    public Fingerprint fingerprint() {
        SortedMap<String, String> parts = new TreeMap<>();
        root.path("fingerprint")
                .properties()
                .forEach(part -> parts.put(part.getKey(), part.getValue().asString("")));
        return new Fingerprint(parts);
    }

    /** The codes of the problems. */
    public List<String> problems() {
        return root.path("problems")
                .valueStream()
                .map(problem -> problem.path("code").asString(""))
                .toList();
    }

    /** Why a transaction has to end before a migration, by its path. */
    public Map<String, String> cuts() {
        Map<String, String> cuts = new LinkedHashMap<>();
        root.path("segments")
                .valueStream()
                .filter(segment -> segment.path("transaction").asBoolean(false)
                        && !segment.path("reason").asString("").isEmpty())
                .forEach(segment -> cuts.put(
                        segment.at("/migrations/0").asString(""),
                        segment.path("reason").asString("")));
        return cuts;
    }

    /** A copy of the document's tree. */
    public ObjectNode tree() {
        return root.deepCopy();
    }

    /** The document's tree, to read. */
    public JsonNode at(String pointer) {
        return root.at(pointer);
    }

    /** The document as indented JSON. */
    public String json() {
        return JSON.writeValueAsString(root);
    }
}
