package dev.skein.sandbox.sns;

import dev.skein.sandbox.sqs.MessageAttribute;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A message as it was published.
 *
 * @param subject empty for none
 * @see <a href="https://docs.aws.amazon.com/sns/latest/api/API_Publish.html">Publish</a>
 */
record Message(String id, String topicArn, String subject, String body, Map<String, MessageAttribute> attributes) {
    static final int MAXIMUM_SIZE = 262_144;

    Message {
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
        if (body.isEmpty()) {
            throw SnsError.invalidParameter("Empty message");
        }
        if (subject.length() > 100 || subject.chars().anyMatch(Character::isISOControl)) {
            throw SnsError.invalidParameter("Subject");
        }
        if (size(body, attributes) > MAXIMUM_SIZE) {
            throw SnsError.invalidParameter("Message too long");
        }
    }

    /** What counts against the limit: the body, and names, types and values of the attributes. */
    int size() {
        return size(body, attributes);
    }

    private static int size(String body, Map<String, MessageAttribute> attributes) {
        return bytes(body)
                + attributes.entrySet().stream()
                        .mapToInt(entry ->
                                bytes(entry.getKey()) + bytes(entry.getValue().dataType()) + bytes(entry.getValue()))
                        .sum();
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static int bytes(MessageAttribute attribute) {
        return attribute.isBinary() ? Base64.getDecoder().decode(attribute.value()).length : bytes(attribute.value());
    }
}
