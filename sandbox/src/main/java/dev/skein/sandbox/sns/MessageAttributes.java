package dev.skein.sandbox.sns;

import dev.skein.sandbox.sqs.MessageAttribute;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads and checks the attributes of a message that is published.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html">Message attributes</a>
 */
final class MessageAttributes {
    private static final Pattern NAME = Pattern.compile("(?!(?i:aws|amazon)\\.)[\\w-]+(?:\\.[\\w-]+)*");
    private static final Pattern TYPE = Pattern.compile("(String|Number|Binary)(?:\\..+)?");
    private static final Set<String> PARTS = Set.of("Name", "Value.DataType", "Value.StringValue", "Value.BinaryValue");

    private MessageAttributes() {}

    static Map<String, MessageAttribute> of(Fields message) {
        Map<String, MessageAttribute> attributes = new LinkedHashMap<>();
        for (Fields entry : message.members("MessageAttributes.entry")) {
            entry.allowOnly(PARTS);
            String name = entry.required("Name");
            checkName(name);
            attributes.put(name, attribute(name, entry));
        }
        return attributes;
    }

    private static MessageAttribute attribute(String name, Fields entry) {
        String type = entry.required("Value.DataType");
        if (!TYPE.matcher(type).matches()) {
            throw SnsError.invalidValue("The message attribute '" + name + "' has an invalid message attribute type,"
                    + " the set of supported type prefixes is Binary, Number, and String.");
        }
        boolean binary = type.startsWith("Binary");
        if (entry.get(binary ? "Value.StringValue" : "Value.BinaryValue").isPresent()) {
            throw SnsError.invalidValue(
                    "The message attribute '" + name + "' has a value that is not of its type '" + type + "'.");
        }
        String value = entry.get(binary ? "Value.BinaryValue" : "Value.StringValue")
                .orElseThrow(() -> SnsError.invalidValue("The message attribute '" + name
                        + "' must contain non-empty message attribute value for message attribute type '" + type
                        + "'."));
        checkValue(name, type, value);
        return new MessageAttribute(type, value);
    }

    private static void checkName(String name) {
        if (name.length() > 256 || !NAME.matcher(name).matches()) {
            throw SnsError.invalidValue("The message attribute name '" + name + "' is invalid.");
        }
    }

    private static void checkValue(String name, String type, String value) {
        try {
            if (type.startsWith("Number")) {
                new BigDecimal(value).signum();
            } else if (type.startsWith("Binary")) {
                Base64.getDecoder().decode(value);
            }
        } catch (NumberFormatException e) {
            throw SnsError.invalidValue("Could not cast message attribute '" + name + "' value to number.");
        } catch (IllegalArgumentException e) {
            throw SnsError.invalidValue("The message attribute '" + name + "' is not in base64.");
        }
    }
}
