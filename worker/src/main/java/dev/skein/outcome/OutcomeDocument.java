package dev.skein.outcome;

import dev.skein.bundle.BundleKey;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code outcome.json}, schema {@code skein.outcome/1}: what is stored, published and printed. A document that an earlier
 * worker stored is published again as it is.
 */
public final class OutcomeDocument {
    /** The document's schema. */
    public static final String SCHEMA = "skein.outcome/1";

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final ObjectNode root;

    OutcomeDocument(ObjectNode root) {
        this.root = root;
    }

    /**
     * Reads a stored document.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static OutcomeDocument parse(byte[] json) {
        if (JSON.readTree(json) instanceof ObjectNode root
                && root.path("schema").asString("").equals(SCHEMA)) {
            return new OutcomeDocument(root);
        }
        throw new IllegalArgumentException("not a document of schema " + SCHEMA);
    }

    /** The document as indented JSON. */
    public String json() {
        return JSON.writeValueAsString(root);
    }

    /** A copy of the document's tree. */
    public ObjectNode tree() {
        return root.deepCopy();
    }

    /** How the attempt ended. */
    public Status status() {
        return Status.valueOf(text("/status"));
    }

    /** The run. */
    public RunId run() {
        return new RunId(text("/runId"));
    }

    /** The attempt, from 1. */
    public int attempt() {
        return root.path("attempt").asInt(1);
    }

    /** The bundle's name; empty text for an upload that could not be routed. */
    public String bundleName() {
        return text("/bundle/name");
    }

    /** The problem's code; empty when there is no problem. */
    public Optional<String> problemCode() {
        return Optional.of(text("/problem/code")).filter(code -> !code.isEmpty());
    }

    /** The text at a JSON pointer; empty where there is none. */
    public String text(String pointer) {
        return root.at(pointer).asString("");
    }

    /** The node at a JSON pointer. */
    public JsonNode at(String pointer) {
        return root.at(pointer);
    }

    /** Whether the key of the upload named a target and a bundle. */
    boolean isRoutable() {
        return BundleKey.parse(text("/bundle/key")).isPresent();
    }
}
