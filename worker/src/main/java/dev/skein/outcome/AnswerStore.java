package dev.skein.outcome;

import dev.skein.intake.Request;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;

/** The answers in the bucket. Every method throws the SDK's exceptions. */
public final class AnswerStore {
    private final Documents documents;

    /** @param bucket the one bucket that Skein is configured for */
    public AnswerStore(S3Client s3, String bucket) {
        this.documents = new Documents(s3, bucket);
    }

    /** Reads the answer to a request; empty while there is none. */
    public Optional<Answer> find(Request request) {
        return documents.read(key(request)).map(Answer::parse);
    }

    /** Stores the answer to a request. */
    public void store(Request request, Answer answer) {
        documents.put(key(request), answer.json());
    }

    /** The prefix of everything that answers a request, with its slash. */
    public static String folder(Request request) {
        return "answers/" + request.target() + "/" + request.verb() + "/" + request.id() + "/";
    }

    /** The key of a request's answer. */
    public static String key(Request request) {
        return folder(request) + "answer.json";
    }
}
