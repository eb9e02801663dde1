package dev.skein.bundle;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** What may still be unpacked of one archive. The sizes that entries declare are not believed. */
final class Budget {
    private long left = Limits.UNPACKED;

    /** Returns the entry's content; reading beyond its limits throws {@link Exceeded}. */
    InputStream meter(InputStream content, long packedSize, long limit) {
        return new Metered(content, packedSize, limit);
    }

    /** More came out of an entry than is read of it. */
    static final class Exceeded extends IOException {
        private static final long serialVersionUID = 1L;
        private final ProblemCode code;

        Exceeded(ProblemCode code, String message) {
            super(message);
            this.code = code;
        }

        ProblemCode code() {
            return code;
        }
    }

    private final class Metered extends FilterInputStream {
        private final long packedSize;
        private final long limit;
        private long unpacked;

        Metered(InputStream content, long packedSize, long limit) {
            super(content);
            this.packedSize = packedSize;
            this.limit = limit;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            if (count > 0) {
                spend(count);
            }
            return count;
        }

        private void spend(int count) throws Exceeded {
            unpacked += count;
            left -= count;
            if (unpacked > Limits.RATIO_FREE && unpacked / Math.max(1, packedSize) > Limits.RATIO) {
                throw new Exceeded(ProblemCode.ZIP_BOMB, "unpacks to more than " + Limits.RATIO + " times its size");
            }
            if (unpacked > limit) {
                throw new Exceeded(ProblemCode.UNPACKED_TOO_LARGE, "unpacks to more than " + limit + " bytes");
            }
            if (left < 0) {
                throw new Exceeded(
                        ProblemCode.UNPACKED_TOO_LARGE,
                        "is where the archive exceeds " + Limits.UNPACKED + " unpacked bytes");
            }
        }
    }
}
