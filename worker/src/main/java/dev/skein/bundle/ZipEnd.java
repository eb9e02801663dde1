package dev.skein.bundle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.Optional;

/**
 * The end-of-central-directory record of a zip, read before anything else so that a hostile directory can neither
 * fill the memory nor hide beside a second one.
 *
 * @see <a href="https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT">APPNOTE 4.3.16</a>
 */
record ZipEnd(int disk, int entriesHere, int entries, long directorySize, long directoryOffset, long position) {
    private static final int SIGNATURE = 0x06054b50;
    private static final int LOCAL_SIGNATURE = 0x04034b50;
    private static final int HEADER_SIGNATURE = 0x02014b50;
    private static final int HEADER_SIZE = 46;
    private static final int LOCATOR64_SIGNATURE = 0x07064b50;
    private static final int LOCATOR64_SIZE = 20;
    private static final int SIZE = 22;
    private static final int LONGEST_COMMENT = 0xffff;

    /** The longest directory of {@link Limits#ENTRIES} entries that anybody needs: names and extras of 1 KiB each. */
    private static final long LONGEST_DIRECTORY = Limits.ENTRIES * (46L + 1024);

    /** Says what is wrong with the outer form of the archive; empty when it can be opened. */
    static Optional<BundleProblem> problem(FileChannel archive) throws IOException {
        long size = archive.size();
        if (size > Limits.ARCHIVE) {
            return Optional.of(tooLarge(size));
        }
        Optional<ZipEnd> end = find(archive, size);
        if (end.isEmpty()) {
            return startsLikeZip(archive)
                    ? wrong(
                            ProblemCode.TRUNCATED_ZIP,
                            "begins as a zip, but does not end as one: it was cut off, or something was appended")
                    : wrong(ProblemCode.NOT_A_ZIP, "is not a zip archive");
        }
        return end.get().problemIn(archive);
    }

    private Optional<BundleProblem> problemIn(FileChannel archive) throws IOException {
        if (hasLocator64(archive)
                || disk != 0
                || entriesHere != entries
                || entries == 0xffff
                || directoryOffset == 0xffffffffL) {
            return wrong(ProblemCode.UNSUPPORTED_ZIP, "is split or in Zip64 form; a plain zip is expected");
        }
        if (entries > Limits.ENTRIES) {
            return wrong(
                    ProblemCode.TOO_MANY_ENTRIES,
                    "has " + entries + " entries; at most " + Limits.ENTRIES + " are read");
        }
        if (directoryOffset + directorySize != position || directorySize > LONGEST_DIRECTORY) {
            return wrong(ProblemCode.CORRUPT_ZIP, "has a directory that does not lie where the end record says");
        }
        if (!listsItsEntries(read(archive, directoryOffset, (int) directorySize))) {
            return wrong(ProblemCode.CORRUPT_ZIP, "has a directory of more or fewer entries than the end record says");
        }
        return Optional.empty();
    }

    /** A zip reader follows the locator, whatever the end record says. */
    private boolean hasLocator64(FileChannel archive) throws IOException {
        return position >= LOCATOR64_SIZE
                && read(archive, position - LOCATOR64_SIZE, 4).getInt(0) == LOCATOR64_SIGNATURE;
    }

    /** A zip reader takes headers for as long as there are some, whatever the end record says. */
    private boolean listsItsEntries(ByteBuffer directory) {
        int at = 0;
        int count = 0;
        while (at + HEADER_SIZE <= directory.limit() && directory.getInt(at) == HEADER_SIGNATURE) {
            at += HEADER_SIZE
                    + unsigned(directory, at + 28)
                    + unsigned(directory, at + 30)
                    + unsigned(directory, at + 32);
            count++;
        }
        return at == directory.limit() && count == entries;
    }

    static BundleProblem tooLarge(long size) {
        return BundleProblem.of(
                ProblemCode.ARCHIVE_TOO_LARGE,
                "the file has " + size + " bytes; at most " + Limits.ARCHIVE + " are read");
    }

    /** Finds the last record, as a zip reader does; one before it whose comment fits better is none. */
    private static Optional<ZipEnd> find(FileChannel archive, long size) throws IOException {
        int length = (int) Math.min(size, SIZE + LONGEST_COMMENT);
        ByteBuffer tail = read(archive, size - length, length);
        for (int at = length - SIZE; at >= 0; at--) {
            if (tail.getInt(at) == SIGNATURE) {
                boolean whole = at + SIZE + unsigned(tail, at + 20) == length;
                return whole ? Optional.of(at(tail, at, size - length + at)) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static ZipEnd at(ByteBuffer tail, int at, long position) {
        return new ZipEnd(
                unsigned(tail, at + 4),
                unsigned(tail, at + 8),
                unsigned(tail, at + 10),
                Integer.toUnsignedLong(tail.getInt(at + 12)),
                Integer.toUnsignedLong(tail.getInt(at + 16)),
                position);
    }

    private static int unsigned(ByteBuffer bytes, int at) {
        return Short.toUnsignedInt(bytes.getShort(at));
    }

    private static boolean startsLikeZip(FileChannel archive) throws IOException {
        return archive.size() >= 4 && read(archive, 0, 4).getInt(0) == LOCAL_SIGNATURE;
    }

    private static ByteBuffer read(FileChannel archive, long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining() && archive.read(bytes, position + bytes.position()) >= 0) {
            // A channel may give less than it is asked for.
        }
        return bytes;
    }

    private static Optional<BundleProblem> wrong(ProblemCode code, String message) {
        return Optional.of(BundleProblem.of(code, "the file " + message));
    }
}
