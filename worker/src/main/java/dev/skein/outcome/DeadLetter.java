package dev.skein.outcome;

import dev.skein.bundle.BundleKey;
import dev.skein.bundle.Printable;
import dev.skein.intake.Letter;
import dev.skein.intake.ObjectVersion;
import dev.skein.intake.Request;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is told of a dead letter, for each object that it speaks of. Its body is not: nobody knows what is in one that cannot be
 * read.
 */
public final class DeadLetter {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ObjectNode root;

    private DeadLetter(ObjectNode root) {
        this.root = root;
    }

    /** What a letter is about. */
    public enum Kind {
        /** An upload: it can be sent back. */
        UPLOAD,
        /** An upload to a key that names no target, bundle and version. */
        UNROUTABLE,
        /** A request. */
        REQUEST,
        /** An object of another bucket or account. */
        FOREIGN,
        /** No event, or one of an object that is neither upload nor request. */
        OTHER
    }

    /**
     * Reads a letter.
     *
     * @param bucket the one whose uploads count
     */
    public static List<DeadLetter> of(Letter letter, String bucket) {
        return letter.objects().isEmpty()
                ? List.of(new DeadLetter(root(letter, Kind.OTHER)))
                : letter.objects().stream()
                        .map(object -> of(letter, object, bucket))
                        .toList();
    }

    /** The run of an upload of this bucket that can be sent back; empty for any other object. */
    public static Optional<RunId> run(Letter letter, ObjectVersion object, String bucket) {
        return isForeign(letter, object, bucket)
                ? Optional.empty()
                : Optional.of(run(letter, object)).filter(run -> run.upload().isPresent());
    }

    private static RunId run(Letter letter, ObjectVersion object) {
        return letter.memberRun().map(RunId::new).orElseGet(() -> RunId.of(object.key(), object.versionId()));
    }

    private static DeadLetter of(Letter letter, ObjectVersion object, String bucket) {
        Kind kind = kind(letter, object, bucket);
        ObjectNode root = root(letter, kind)
                .put("key", Printable.of(object.key()))
                .put("versionId", Printable.of(object.versionId()));
        if (kind == Kind.REQUEST) {
            Request.parse(object.key()).ifPresent(request -> root.put("target", request.target()));
        } else if (kind == Kind.UPLOAD || kind == Kind.UNROUTABLE) {
            write(root, letter, run(letter, object));
        }
        return new DeadLetter(root);
    }

    private static boolean isForeign(Letter letter, ObjectVersion object, String bucket) {
        return !object.bucket().equals(bucket) || letter.isOfForeignAccount();
    }

    private static Kind kind(Letter letter, ObjectVersion object, String bucket) {
        if (isForeign(letter, object, bucket)) {
            return Kind.FOREIGN;
        }
        if (run(letter, object, bucket).isPresent()) {
            return Kind.UPLOAD;
        }
        if (object.key().startsWith(Request.PREFIX)) {
            return Kind.REQUEST;
        }
        return object.key().startsWith(BundleKey.PREFIX) ? Kind.UNROUTABLE : Kind.OTHER;
    }

    private static ObjectNode root(Letter letter, Kind kind) {
        ObjectNode root = JSON.createObjectNode()
                .put("messageId", letter.message().id())
                .put("kind", kind.name().toLowerCase(Locale.ROOT))
                .put("reason", Printable.of(letter.reason()))
                .put("sentAt", letter.message().sent().toString());
        ArrayNode trail = root.put("redriven", letter.trail().entries().size()).putArray("trail");
        letter.trail()
                .entries()
                .forEach(entry -> trail.addObject()
                        .put("attempt", entry.attempt())
                        .put("reason", entry.reason())
                        .put("at", entry.at().toString()));
        return root;
    }

    private static void write(ObjectNode root, Letter letter, RunId run) {
        run.upload().ifPresent(upload -> {
            root.put("target", upload.key().target());
            root.putObject("bundle")
                    .put("name", upload.key().bundle().name())
                    .put("version", upload.key().bundle().version());
        });
        int ended = letter.message().attempt() - 1;
        root.put("run", Printable.of(run.value())).put("attempt", letter.attempt());
        if (ended > 0) {
            root.put("outcome", Printable.of(run.outcomeKey(ended)));
        }
    }

    static DeadLetter parse(JsonNode stored) {
        return new DeadLetter((ObjectNode) stored);
    }

    /** Whether it concerns a target. */
    public boolean isOf(String target) {
        return text("/target").equals(target);
    }

    /** The text at a JSON pointer; empty where there is none. */
    public String text(String pointer) {
        return root.at(pointer).asString("");
    }

    ObjectNode tree() {
        return root.deepCopy();
    }
}
