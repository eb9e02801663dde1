package dev.skein.sandbox.s3;

import java.util.Arrays;
import java.util.Comparator;

/** S3 lists keys by their UTF-8 bytes, which is the order of code points and not that of Java's strings. */
enum KeyOrder implements Comparator<String> {
    UTF_8;

    @Override
    public int compare(String left, String right) {
        return Arrays.compare(left.codePoints().toArray(), right.codePoints().toArray());
    }
}
