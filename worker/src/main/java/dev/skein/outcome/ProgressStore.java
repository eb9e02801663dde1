package dev.skein.outcome;

import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Progress and cancellations in the bucket, beside the outcomes. Every method throws the SDK's exceptions. */
public final class ProgressStore implements ProgressBoard {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Documents documents;

    /** @param bucket the one bucket that Skein is configured for */
    public ProgressStore(S3Client s3, String bucket) {
        this.documents = new Documents(s3, bucket);
    }

    @Override
    public void show(ProgressDocument progress) {
        documents.put(key(progress.run()), progress.json());
    }

    /** Reads what was shown last of a run; empty when nothing was. */
    public Optional<ProgressDocument> find(RunId run) {
        return documents.read(key(run)).map(ProgressDocument::parse);
    }

    @Override
    public Optional<Cancellation> cancellation(Attempt attempt) {
        return documents
                .read(cancelKey(attempt.run(), attempt.number()))
                .map(JSON::readTree)
                .map(ProgressStore::cancellation);
    }

    /** Asks for the end of an attempt, once: who asked first stays. */
    public void cancel(RunId run, int attempt, Cancellation cancellation) {
        String json = JSON.writeValueAsString(JSON.createObjectNode()
                .put("schema", "skein.cancel/1")
                .put("by", cancellation.by())
                .put("at", cancellation.at().toString()));
        documents.putOnce(cancelKey(run, attempt), json);
    }

    private static Cancellation cancellation(JsonNode stored) {
        return new Cancellation(
                stored.path("by").asString(""), Instant.parse(stored.path("at").asString("")));
    }

    private static String key(RunId run) {
        return run.prefix() + "progress.json";
    }

    private static String cancelKey(RunId run, int attempt) {
        return run.prefix() + attempt + "/cancel.json";
    }
}
