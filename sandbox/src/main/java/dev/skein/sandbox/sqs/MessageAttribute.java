package dev.skein.sandbox.sqs;

/**
 * A message attribute of SQS or SNS.
 *
 * @param value text, or base64 where the type is Binary
 */
public record MessageAttribute(String dataType, String value) {
    public boolean isBinary() {
        return dataType.equals("Binary") || dataType.startsWith("Binary.");
    }
}
