package dev.skein.outcome;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a group's attempt consists of, in the bucket beside its outcome. Every method throws the SDK's exceptions. */
public final class GroupStore {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Documents documents;

    /** @param bucket the one bucket that Skein is configured for */
    public GroupStore(S3Client s3, String bucket) {
        this.documents = new Documents(s3, bucket);
    }

    /**
     * A member's part in an attempt of the group.
     *
     * @param member by the name that the group knows it by
     * @param attempt of the member's run that counts
     * @param open whether it is still to be brought to a good end
     */
    public record Part(String member, RunId run, int attempt, boolean open) {}

    /** Reads the parts of an attempt; empty when it was not begun. */
    public Optional<List<Part>> find(RunId group, int attempt) {
        return documents.read(key(group, attempt, "members")).map(GroupStore::read);
    }

    /**
     * Keeps the parts of an attempt, once.
     *
     * @return those that count: who was first
     */
    public List<Part> keep(RunId group, int attempt, List<Part> parts) {
        ObjectNode root = JSON.createObjectNode().put("schema", "skein.members/1");
        ArrayNode all = root.putArray("members");
        parts.forEach(part -> all.addObject()
                .put("member", part.member())
                .put("run", part.run().value())
                .put("attempt", part.attempt())
                .put("open", part.open()));
        return documents
                .putOnce(key(group, attempt, "members"), JSON.writeValueAsString(root))
                .map(GroupStore::read)
                .orElse(parts);
    }

    /** Whether the messages of a wave of members were sent. */
    public boolean isSent(RunId group, int attempt, String wave) {
        return documents.isThere(key(group, attempt, "sent-" + wave));
    }

    /** Notes that they were. */
    public void noteSent(RunId group, int attempt, String wave) {
        documents.put(key(group, attempt, "sent-" + wave), "{\"schema\":\"skein.sent/1\"}");
    }

    private static List<Part> read(byte[] json) {
        return JSON.readTree(json)
                .path("members")
                .valueStream()
                .map(GroupStore::part)
                .toList();
    }

    private static Part part(JsonNode stored) {
        return new Part(
                stored.path("member").asString(""),
                new RunId(stored.path("run").asString("")),
                stored.path("attempt").asInt(1),
                stored.path("open").asBoolean(true));
    }

    private static String key(RunId group, int attempt, String name) {
        return group.prefix() + attempt + "/" + name + ".json";
    }
}
