package dev.skein.intake;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * By what S3 says which of two events of one key is the later one. Across keys it says nothing.
 *
 * @param value hexadecimal, in upper case; empty text where it is not known
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html">S3 event
 *     message structure</a>
 */
public record Sequencer(String value) {
    private static final Pattern FORM = Pattern.compile("[0-9A-Fa-f]{1,64}");

    /** None. */
    public static final Sequencer UNKNOWN = new Sequencer("");

    /** Takes a text of another form for none. */
    public Sequencer {
        value = FORM.matcher(value).matches() ? value.toUpperCase(Locale.ROOT) : "";
    }

    /** Whether it can be compared. */
    public boolean isKnown() {
        return !value.isEmpty();
    }

    /** Whether it is earlier than another one of the same key: as text, the shorter one padded with zeros on the right. */
    public boolean isBefore(Sequencer other) {
        int length = Math.max(value.length(), other.value.length());
        return padded(length).compareTo(other.padded(length)) < 0;
    }

    private String padded(int length) {
        return value + "0".repeat(length - value.length());
    }
}
