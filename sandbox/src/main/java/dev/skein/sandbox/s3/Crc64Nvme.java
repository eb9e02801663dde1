package dev.skein.sandbox.s3;

import java.util.zip.Checksum;

/** CRC-64/NVME, the checksum that S3 computes where the client sends none; the JDK has no such one. */
final class Crc64Nvme implements Checksum {
    private static final long REFLECTED_POLYNOMIAL = 0x9A6C9329AC4BC9B5L;
    private static final long[] TABLE = table();

    private long value = -1;

    @Override
    public void update(int b) {
        value = TABLE[(int) (value ^ b) & 0xFF] ^ (value >>> 8);
    }

    @Override
    public void update(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            update(bytes[i]);
        }
    }

    @Override
    public long getValue() {
        return ~value;
    }

    @Override
    public void reset() {
        value = -1;
    }

    private static long[] table() {
        long[] table = new long[256];
        for (int i = 0; i < table.length; i++) {
            long entry = i;
            for (int bit = 0; bit < 8; bit++) {
                entry = (entry & 1) == 1 ? (entry >>> 1) ^ REFLECTED_POLYNOMIAL : entry >>> 1;
            }
            table[i] = entry;
        }
        return table;
    }
}
