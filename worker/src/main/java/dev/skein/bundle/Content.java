package dev.skein.bundle;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;

/**
 * What one pass over a file's bytes tells.
 *
 * @param sha256 64 lower-case hexadecimal digits
 * @param size in bytes
 * @param utf8 whether it is well-formed UTF-8
 * @param blank whether it holds nothing but white space and a byte order mark
 */
record Content(String sha256, long size, boolean utf8, boolean blank) {
    private static final char BYTE_ORDER_MARK = '\ufeff';

    static Content of(InputStream bytes) throws IOException {
        DigestInputStream digested = new DigestInputStream(bytes, Sha256.digest());
        Counting counted = new Counting(digested);
        boolean utf8 = true;
        boolean blank = true;
        try {
            blank = isBlank(reader(counted));
        } catch (CharacterCodingException e) {
            utf8 = false;
            blank = false;
        }
        counted.transferTo(OutputStream.nullOutputStream());
        return new Content(Sha256.hex(digested.getMessageDigest()), counted.count, utf8, blank);
    }

    /** Reads UTF-8 and fails on anything else. */
    static Reader reader(InputStream bytes) {
        return new InputStreamReader(
                bytes,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
    }

    private static boolean isBlank(Reader text) throws IOException {
        boolean blank = true;
        char[] chunk = new char[8192];
        for (int count = text.read(chunk); count >= 0; count = text.read(chunk)) {
            for (int i = 0; i < count; i++) {
                blank &= Character.isWhitespace(chunk[i]) || chunk[i] == BYTE_ORDER_MARK;
            }
        }
        return blank;
    }

    private static final class Counting extends FilterInputStream {
        private long count;

        Counting(InputStream bytes) {
            super(bytes);
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            count += value < 0 ? 0 : 1;
            return value;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            count += Math.max(0, read);
            return read;
        }
    }
}
