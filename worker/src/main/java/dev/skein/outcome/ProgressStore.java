package dev.skein.outcome;

import dev.skein.intake.AwsFailure;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Progress and cancellations in the bucket, beside the outcomes. Every method throws the SDK's exceptions. */
public final class ProgressStore implements ProgressBoard {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String JSON_TYPE = "application/json";

    private final S3Client s3;
    private final String bucket;

    /** @param bucket the one bucket that Skein is configured for */
    public ProgressStore(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    @Override
    public void show(ProgressDocument progress) {
        s3.putObject(
                put -> put.bucket(bucket).key(key(progress.run())).contentType(JSON_TYPE),
                RequestBody.fromBytes(progress.json()));
    }

    /** Reads what was shown last of a run; empty when nothing was. */
    public Optional<ProgressDocument> find(RunId run) {
        return read(key(run)).map(ProgressDocument::parse);
    }

    @Override
    public Optional<Cancellation> cancellation(Attempt attempt) {
        return read(cancelKey(attempt.run(), attempt.number()))
                .map(JSON::readTree)
                .map(ProgressStore::cancellation);
    }

    /** Asks for the end of an attempt, once: who asked first stays. */
    public void cancel(RunId run, int attempt, Cancellation cancellation) {
        String json = JSON.writeValueAsString(JSON.createObjectNode()
                .put("schema", "skein.cancel/1")
                .put("by", cancellation.by())
                .put("at", cancellation.at().toString()));
        try {
            s3.putObject(
                    put -> put.bucket(bucket)
                            .key(cancelKey(run, attempt))
                            .contentType(JSON_TYPE)
                            .ifNoneMatch("*"),
                    RequestBody.fromString(json));
        } catch (S3Exception e) {
            if (!AwsFailure.isConflict(e)) {
                throw e;
            }
        }
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

    private Optional<byte[]> read(String key) {
        try {
            return Optional.of(
                    s3.getObjectAsBytes(get -> get.bucket(bucket).key(key)).asByteArray());
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        }
    }
}
