package dev.skein.intake;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the JSON of a message, within bounds that no event comes near to. */
final class EventText {
    /**
     * A message of SQS has at most this many bytes.
     *
     * @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html">Quotas</a>
     */
    static final int LONGEST = 1 << 20;

    // Without the bound on tokens, 1 MiB of empty objects would become a hundred times as much in nodes. A field that
    // is named
    // twice would mean one thing to us and another to whoever checked the message before.
    private static final JsonMapper STRICT = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxDocumentLength(LONGEST)
                            .maxStringLength(LONGEST)
                            .maxNameLength(1_000)
                            .maxNumberLength(100)
                            .maxNestingDepth(32)
                            .maxTokenCount(200_000)
                            .build())
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private EventText() {}

    /** Returns what the text holds; a missing node for an empty text. */
    static JsonNode parse(String text) throws UnreadableEvent {
        UnreadableEvent.unless(text.length() <= LONGEST, "the message is longer than SQS allows");
        try {
            return STRICT.readTree(text);
        } catch (StreamConstraintsException e) {
            throw new UnreadableEvent("the message is larger or more deeply nested than any event of S3");
        } catch (JacksonException e) {
            throw new UnreadableEvent("the message is not JSON");
        }
    }
}
