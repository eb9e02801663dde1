package dev.skein.sandbox.secrets;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a version keeps secret.
 *
 * @param content text, or base64 where the kind is binary
 */
record Value(Kind kind, String content) {
    private static final int MOST_BYTES = 65_536;

    enum Kind {
        TEXT("SecretString"),
        BINARY("SecretBinary");

        private final String parameter;

        Kind(String parameter) {
            this.parameter = parameter;
        }
    }

    Value {
        if (content.isEmpty() || bytes(kind, content) > MOST_BYTES) {
            throw SecretsError.validation("1 validation error detected: Value at '" + kind.parameter
                    + "' failed to satisfy constraint: Member must have length from 1 to " + MOST_BYTES);
        }
    }

    /** The value that a call gives, if it gives one. */
    static Optional<Value> of(Parameters call) {
        Optional<Value> text = call.text(Kind.TEXT.parameter).map(content -> new Value(Kind.TEXT, content));
        Optional<Value> binary = call.text(Kind.BINARY.parameter).map(content -> new Value(Kind.BINARY, content));
        if (text.isPresent() && binary.isPresent()) {
            throw SecretsError.invalidParameter(
                    "You can't specify both a binary secret value and a string secret value" + " in the same secret.");
        }
        return text.or(() -> binary);
    }

    void putInto(ObjectNode json) {
        json.put(kind.parameter, content);
    }

    @Override
    public String toString() {
        return "***";
    }

    private static int bytes(Kind kind, String content) {
        if (kind == Kind.TEXT) {
            return content.getBytes(StandardCharsets.UTF_8).length;
        }
        try {
            return Base64.getDecoder().decode(content).length;
        } catch (IllegalArgumentException e) {
            throw new SecretsError(400, "SerializationException", kind.parameter + " is not in base64.");
        }
    }
}
