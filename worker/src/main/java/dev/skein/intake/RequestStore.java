package dev.skein.intake;

import java.util.Optional;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The requests in the bucket. Every method throws the SDK's exceptions. */
public final class RequestStore {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** A request is small; more of an upload is not read. */
    private static final int LONGEST = 64 << 10;

    private final S3Client s3;
    private final String bucket;

    /** @param bucket the one bucket that Skein is configured for */
    public RequestStore(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    /** Uploads a request. */
    public void put(Request request, JsonNode document) {
        s3.putObject(
                put -> put.bucket(bucket)
                        .key(request.path())
                        .contentType("application/json")
                        .ifNoneMatch("*"),
                RequestBody.fromBytes(JSON.writeValueAsBytes(document)));
    }

    /** Reads a request's document; empty when it is gone, empty, or no JSON object. */
    public Optional<JsonNode> read(ObjectVersion object) {
        try {
            return parse(fetch(object));
        } catch (S3Exception e) {
            // An empty object has no first byte: 416.
            if (AwsFailure.isMissing(e) || e.statusCode() == 416) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private byte[] fetch(ObjectVersion object) {
        return s3.getObject(
                        get -> get.bucket(bucket)
                                .key(object.key())
                                .versionId(object.versionId())
                                .range("bytes=0-" + (LONGEST - 1)),
                        ResponseTransformer.toBytes())
                .asByteArray();
    }

    private static Optional<JsonNode> parse(byte[] bytes) {
        try {
            return Optional.of(JSON.readTree(bytes)).filter(JsonNode::isObject);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
