package dev.skein.intake;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads keys as S3 encodes them in its notifications: as in a form, a space is {@code +}. Bytes that are no UTF-8 are refused; the
 * JDK's decoder would make another key of them.
 */
final class EncodedKey {
    private EncodedKey() {}

    static String decode(String encoded) throws UnreadableEvent {
        try {
            ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(encoded));
            ByteArrayOutputStream decoded = new ByteArrayOutputStream(bytes.remaining());
            while (bytes.hasRemaining()) {
                decoded.write(next(bytes));
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(decoded.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UnreadableEvent("an event's key is not UTF-8");
        }
    }

    private static int next(ByteBuffer bytes) throws UnreadableEvent {
        byte next = bytes.get();
        return switch (next) {
            case '+' -> ' ';
            case '%' -> digit(bytes) << 4 | digit(bytes);
            default -> next;
        };
    }

    private static int digit(ByteBuffer bytes) throws UnreadableEvent {
        int digit = bytes.hasRemaining() ? Character.digit(bytes.get(), 16) : -1;
        UnreadableEvent.unless(digit >= 0, "an event's key is not URL-encoded");
        return digit;
    }
}
