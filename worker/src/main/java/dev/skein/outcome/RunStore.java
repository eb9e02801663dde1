package dev.skein.outcome;

import dev.skein.bundle.BundleKey;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The outcomes in the bucket. Every method throws the SDK's exceptions. */
public final class RunStore {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern ATTEMPT = Pattern.compile("(\\d{1,6})/outcome\\.json");

    private final Documents documents;

    /** @param bucket the one bucket that Skein is configured for */
    public RunStore(S3Client s3, String bucket) {
        this.documents = new Documents(s3, bucket);
    }

    /** Reads the outcome of an attempt; empty when it has not ended. */
    public Optional<OutcomeDocument> find(RunId run, int attempt) {
        return read(run.outcomeKey(attempt));
    }

    /** Reads the outcome of the run's last ended attempt; empty when none has ended. */
    public Optional<OutcomeDocument> latest(RunId run) {
        OptionalInt last = attempts(run).mapToInt(Integer::intValue).max();
        return last.isPresent() ? find(run, last.getAsInt()) : Optional.empty();
    }

    /**
     * Reads the earliest stored outcome of a target's name and version that knows its bundle's content: it says what the
     * version is. Those that were refused for having other content do not count, since S3 tells times by the second only.
     *
     * @param run an upload of that version
     */
    public Optional<OutcomeDocument> firstContent(RunId run) {
        String value = run.value();
        return ends(
                        "runs/" + value.substring(0, value.lastIndexOf('/') + 1),
                        Comparator.comparing(S3Object::lastModified))
                .filter(outcome -> !outcome.text("/bundle/sha256").isEmpty()
                        && !outcome.text("/problem/code").equals(RunProblemCode.VERSION_REUSED.code()))
                .findFirst();
    }

    /** Reads an outcome that says that a bundle is in its target's database, of whichever upload; empty when there is none. */
    public Optional<OutcomeDocument> good(BundleKey key) {
        return lastFirst(key).filter(outcome -> outcome.status().isGood()).findFirst();
    }

    /** Reads the last stored outcome of all uploads of a bundle; empty when none has ended. */
    public Optional<OutcomeDocument> last(BundleKey key) {
        return lastFirst(key).findFirst();
    }

    private Stream<OutcomeDocument> lastFirst(BundleKey key) {
        return ends(
                "runs/" + key.target() + "/" + key.bundle().name() + "/"
                        + key.bundle().version() + "/",
                Comparator.comparing(S3Object::lastModified).reversed());
    }

    private Stream<OutcomeDocument> ends(String prefix, Comparator<S3Object> order) {
        return documents
                .list(prefix)
                .filter(object -> object.key().endsWith("/outcome.json"))
                .sorted(order)
                .flatMap(object -> read(object.key()).stream());
    }

    /**
     * Stores an outcome once. When one is there already, that one counts: a worker before this one got as far.
     *
     * @return the stored document
     */
    public OutcomeDocument store(OutcomeDocument document) {
        String key = document.run().outcomeKey(document.attempt());
        OutcomeDocument stored = documents
                .putOnce(key, document.json())
                .map(OutcomeDocument::parse)
                .orElse(document);
        if (stored.isRoutable()) {
            pointTo(stored);
        }
        return stored;
    }

    /** Whether an outcome was published; of one that was published just now it may not be known. */
    public boolean isPublished(OutcomeDocument outcome) {
        return documents.isThere(publishedKey(outcome));
    }

    /** Notes that an outcome is published: a further copy of its message is not to publish it again. */
    public void notePublished(OutcomeDocument outcome) {
        documents.put(publishedKey(outcome), "{\"schema\":\"skein.published/1\"}");
    }

    private static String publishedKey(OutcomeDocument outcome) {
        return outcome.run().outcomeKey(outcome.attempt()).replaceAll("outcome\\.json$", "published.json");
    }

    private void pointTo(OutcomeDocument document) {
        ObjectNode latest = JSON.createObjectNode()
                .put("schema", "skein.latest/1")
                .put("attempt", document.attempt())
                .put("status", document.status().name())
                .put("outcome", document.run().outcomeKey(document.attempt()));
        documents.put(document.run().prefix() + "latest.json", JSON.writeValueAsString(latest));
    }

    private Stream<Integer> attempts(RunId run) {
        return documents
                .list(run.prefix())
                .map(object ->
                        ATTEMPT.matcher(object.key().substring(run.prefix().length())))
                .filter(Matcher::matches)
                .map(attempt -> Integer.parseInt(attempt.group(1)));
    }

    private Optional<OutcomeDocument> read(String key) {
        return documents.read(key).map(OutcomeDocument::parse);
    }
}
