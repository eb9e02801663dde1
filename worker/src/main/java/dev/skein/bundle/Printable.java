package dev.skein.bundle;

/** Text that is safe to print: no control, formatting or unpaired surrogate characters, bounded in length. */
public final class Printable {
    private static final int LONGEST = 500;

    private Printable() {}

    /** Returns the text with dangerous characters shown as {@code \\uXXXX}, cut after 500 characters. */
    public static String of(String text) {
        StringBuilder safe = new StringBuilder(Math.min(text.length(), LONGEST));
        text.codePoints().limit(LONGEST).forEach(point -> append(safe, point));
        return text.codePointCount(0, text.length()) > LONGEST
                ? safe.append('…').toString()
                : safe.toString();
    }

    private static void append(StringBuilder safe, int point) {
        int type = Character.getType(point);
        if (Character.isISOControl(point)
                || type == Character.FORMAT
                || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR) {
            safe.append(String.format("\\u%04x", point));
        } else {
            safe.appendCodePoint(point);
        }
    }
}
