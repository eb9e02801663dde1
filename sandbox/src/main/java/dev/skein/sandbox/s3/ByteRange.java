package dev.skein.sandbox.s3;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The part of an object that a Range header asks for, both ends included. */
record ByteRange(int first, int last) {
    private static final Pattern FORM = Pattern.compile("bytes=(\\d*)-(\\d*)");

    /** Throws {@link S3Error} where the object has no such bytes, or for several ranges at once. */
    static ByteRange of(String header, int size) {
        Matcher form = FORM.matcher(header);
        if (!form.matches() || header.equals("bytes=-")) {
            throw ErrorCode.NOT_IMPLEMENTED.error("The sandbox takes one range of bytes, not " + header + ".");
        }
        ByteRange range = form.group(1).isEmpty()
                ? new ByteRange(Math.max(0, size - number(form.group(2))), number(form.group(2)) == 0 ? -1 : size - 1)
                : new ByteRange(number(form.group(1)), end(form.group(2), size));
        if (range.first > range.last) {
            throw ErrorCode.INVALID_RANGE.error().header("Content-Range", "bytes */" + size);
        }
        return range;
    }

    String header(int size) {
        return "bytes " + first + "-" + last + "/" + size;
    }

    private static int end(String text, int size) {
        return text.isEmpty() ? size - 1 : Math.min(number(text), size - 1);
    }

    private static int number(String text) {
        return text.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(text);
    }
}
