package dev.skein.bundle;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.PrimitiveIterator;
import java.util.stream.IntStream;

/**
 * The Flyway version of a Prisma migration's folder: Flyway's numeric order of the versions is the order of the names as
 * text, and a version depends on its own name only.
 *
 * <p>The first part is the leading digits, as 14 of them; the second the following characters, read as a number with
 * one digit of base 46 for each. A name with fewer digits is filled up with zeros or nines, on the side where its next
 * character puts it, and marked as such. Capitals share a digit, and so do all other characters beside {@code a-z},
 * {@code 0-9}, {@code _}, {@code -} and the dot on each side of them; names are not told apart beyond such a character.
 * Flyway's history holds 50 characters of a version, which leaves room for 20 such digits.
 */
final class PrismaVersion {
    private static final int TIMESTAMP = 14;
    private static final int SYMBOLS = 20;
    private static final BigInteger BASE = BigInteger.valueOf(46);
    private static final int FILLED_LOW = 0;
    private static final int END = 1;
    private static final int BELOW_HYPHEN = 2;
    private static final int HYPHEN = 3;
    private static final int DOT = 4;
    private static final int DIGITS = 5;
    private static final int CAPITALS = 15;
    private static final int UNDERSCORE = 16;
    private static final int BACKQUOTE = 17;
    private static final int LETTERS = 18;
    private static final int ABOVE_LETTERS = 44;
    private static final int FILLED_HIGH = 45;

    private PrismaVersion() {}

    static String of(String folder) {
        int digits = (int) folder.chars()
                .limit(TIMESTAMP)
                .takeWhile(PrismaVersion::isDigit)
                .count();
        int missing = TIMESTAMP - digits;
        boolean high = missing > 0 && digits < folder.length() && folder.charAt(digits) > '9';
        String number = folder.substring(0, digits) + (high ? "9" : "0").repeat(missing);
        IntStream mark = missing == 0
                ? IntStream.empty()
                : high ? IntStream.of(FILLED_HIGH, missing) : IntStream.of(FILLED_LOW, digits);
        return new BigInteger(number) + "." + encode(IntStream.concat(mark, ranks(folder.substring(digits))));
    }

    private static IntStream ranks(String text) {
        int[] ranks = text.codePoints().map(PrismaVersion::rank).toArray();
        int told = 0;
        while (told < ranks.length && !isShared(ranks[told])) {
            told++;
        }
        return Arrays.stream(ranks, 0, Math.min(told + 1, ranks.length));
    }

    private static boolean isShared(int rank) {
        return rank == BELOW_HYPHEN || rank == CAPITALS || rank == ABOVE_LETTERS;
    }

    private static BigInteger encode(IntStream symbols) {
        PrimitiveIterator.OfInt next = symbols.iterator();
        BigInteger value = BigInteger.ZERO;
        for (int i = 0; i < SYMBOLS; i++) {
            value = value.multiply(BASE).add(BigInteger.valueOf(next.hasNext() ? next.nextInt() : END));
        }
        return value;
    }

    private static boolean isDigit(int character) {
        return character >= '0' && character <= '9';
    }

    private static int rank(int character) {
        if (isDigit(character)) {
            return DIGITS + character - '0';
        }
        if (character >= 'a' && character <= 'z') {
            return LETTERS + character - 'a';
        }
        return switch (character) {
            case '-' -> HYPHEN;
            case '.' -> DOT;
            case '_' -> UNDERSCORE;
            case '`' -> BACKQUOTE;
            default -> character < '-' ? BELOW_HYPHEN : character < '_' ? CAPITALS : ABOVE_LETTERS;
        };
    }
}
