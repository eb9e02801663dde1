package dev.skein.intake;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Reads the fields of an event, whatever its form: what names the object has to be right, what else is known of it may be missing. */
final class EventFields {
    private static final String NAMELESS = "an event names no bucket, key or versionId; is the bucket versioned?";

    private static final Predicate<String> BUCKET =
            Pattern.compile("[0-9A-Za-z._-]{1,255}").asMatchPredicate();

    /** S3 makes them of letters, digits, dots and underscores; they become part of the keys of outcomes. */
    private static final Predicate<String> VERSION_ID =
            Pattern.compile("(?!\\.{1,2}$)[0-9A-Za-z._~-]{1,255}").asMatchPredicate();

    private static final Predicate<String> PRINCIPAL =
            Pattern.compile("[!-~]{1,512}").asMatchPredicate();
    private static final Predicate<String> ACCOUNT = Pattern.compile("\\d{12}").asMatchPredicate();

    /**
     * Bytes of UTF-8.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html">Object keys</a>
     */
    private static final int LONGEST_KEY = 1_024;

    private EventFields() {}

    /** A text; empty where there is none. */
    static String text(JsonNode node) {
        return node.isString() ? node.asString() : "";
    }

    static String bucket(JsonNode node) throws UnreadableEvent {
        return named(node, BUCKET, "an event's bucket can be none's name");
    }

    /** The id of a version; an object without one, or with S3's id {@code null}, was put while versioning was off. */
    static String versionId(JsonNode node) throws UnreadableEvent {
        UnreadableEvent.unless(!text(node).equals("null"), NAMELESS);
        return named(node, VERSION_ID, "an event's versionId has another form than S3 gives it");
    }

    /** The text of a key, whether or not it has to be decoded. */
    static String keyText(JsonNode node) throws UnreadableEvent {
        return named(node, text -> true, "");
    }

    /** Checks a decoded key. */
    static String key(String key) throws UnreadableEvent {
        try {
            int length = StandardCharsets.UTF_8
                    .newEncoder()
                    .encode(CharBuffer.wrap(key))
                    .remaining();
            UnreadableEvent.unless(length > 0, NAMELESS);
            UnreadableEvent.unless(length <= LONGEST_KEY, "an event's key is longer than S3 allows");
            return key;
        } catch (CharacterCodingException e) {
            throw new UnreadableEvent("an event's key is not UTF-8");
        }
    }

    static String account(JsonNode node) throws UnreadableEvent {
        return named(node, ACCOUNT, "the message's account is none");
    }

    /** Who it was; empty text for what can be no principal: then it is known of nobody. */
    static String principal(JsonNode node) {
        return PRINCIPAL.test(text(node)) ? text(node) : "";
    }

    private static String named(JsonNode node, Predicate<String> form, String otherwise) throws UnreadableEvent {
        UnreadableEvent.unless(!text(node).isEmpty(), NAMELESS);
        UnreadableEvent.unless(form.test(text(node)), otherwise);
        return text(node);
    }
}
