package dev.skein.outcome;

import dev.skein.intake.Request;
import java.util.Optional;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** The answers in the bucket. Every method throws the SDK's exceptions. */
public final class AnswerStore {
    private final S3Client s3;
    private final String bucket;

    /** @param bucket the one bucket that Skein is configured for */
    public AnswerStore(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    /** Reads the answer to a request; empty while there is none. */
    public Optional<Answer> find(Request request) {
        try {
            return Optional.of(
                    Answer.parse(s3.getObjectAsBytes(get -> get.bucket(bucket).key(key(request)))
                            .asByteArray()));
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        }
    }

    /** Stores the answer to a request. */
    public void store(Request request, Answer answer) {
        s3.putObject(
                put -> put.bucket(bucket).key(key(request)).contentType("application/json"),
                RequestBody.fromString(answer.json()));
    }

    /** The prefix of everything that answers a request, with its slash. */
    public static String folder(Request request) {
        return "answers/" + request.target() + "/" + request.verb() + "/" + request.id() + "/";
    }

    private static String key(Request request) {
        return folder(request) + "answer.json";
    }
}
