package dev.skein.bundle;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * An archive whose directory is found again where a mutation has moved it. Without it, hardly any mutation that adds
 * or removes bytes would get past the end record.
 */
final class Mended {
    private static final int LOCAL = 0x04034b50;
    private static final int HEADER = 0x02014b50;
    private static final int HEADER_SIZE = 46;
    private static final int END = 0x06054b50;
    private static final int END_SIZE = 22;

    private final ByteBuffer zip;

    private Mended(byte[] bytes) {
        this.zip = ByteBuffer.wrap(bytes.clone()).order(ByteOrder.LITTLE_ENDIAN);
    }

    static byte[] of(byte[] bytes) {
        Mended mended = new Mended(bytes);
        mended.mend();
        return mended.zip.array();
    }

    private void mend() {
        int directory = find(HEADER, 0);
        int end = zip.limit() - END_SIZE;
        while (end >= 0 && zip.getInt(end) != END) {
            end--;
        }
        if (directory < 0 || end < directory) {
            return;
        }
        int entries = mendHeaders(directory, end);
        zip.putShort(end + 8, (short) entries);
        zip.putShort(end + 10, (short) entries);
        zip.putInt(end + 12, end - directory);
        zip.putInt(end + 16, directory);
        zip.putShort(end + 20, (short) (zip.limit() - end - END_SIZE));
    }

    /** Leads each header to the next local one; what is left before the end becomes the last one's comment. */
    private int mendHeaders(int directory, int end) {
        int entries = 0;
        int local = 0;
        for (int at = directory; at >= 0 && at + HEADER_SIZE <= end; at = next(at, end)) {
            local = Math.max(0, find(LOCAL, local));
            zip.putInt(at + 42, local);
            local += 4;
            entries++;
        }
        return entries;
    }

    private int next(int header, int end) {
        int next = find(HEADER, header + HEADER_SIZE);
        int stop = next < 0 || next > end ? end : next;
        int names = Short.toUnsignedInt(zip.getShort(header + 28)) + Short.toUnsignedInt(zip.getShort(header + 30));
        zip.putShort(header + 32, (short) Math.max(0, stop - header - HEADER_SIZE - names));
        return stop == end ? -1 : stop;
    }

    private int find(int signature, int from) {
        for (int at = from; at + 4 <= zip.limit(); at++) {
            if (zip.getInt(at) == signature) {
                return at;
            }
        }
        return -1;
    }
}
