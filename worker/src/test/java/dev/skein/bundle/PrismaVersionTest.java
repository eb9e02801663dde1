package dev.skein.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrismaVersionTest {
    private static final int NAMES = 200_000;
    private static final String[] ALPHABETS = {
        "01", "09az_", "0123456789abcdefghijklmnopqrstuvwxyz_-", " -.09:AZ_`az{~é€😀"
    };

    @ParameterizedTest
    @CsvSource({
        "20250625101010_y, 20250625_x",
        "20250625101010_a, 20250625101010_b",
        "20250625101010_a, 20250625101010_a_b",
        "20250625101010, 20250625101010_a",
        "20250625101010_ab, 20250625101010_b",
        "20250625101010_1, 20250625101010_a",
        "20250625101010_add-note, 20250625101010_add-price",
        "20250625101010-a, 20250625101010_a",
        "20250625101010.a, 202506251010100",
        "20250625101010-a, 20250625101010.a",
        "20250625101010A, 20250625101010_",
        "20250625101010_A, 20250625101010_a",
        "20250625101010_z, 20250625101010_ä",
        "20250625101010_a, 20250625101011_a",
        "20250625101010_x, 202506251010_x",
        "17000000000000_x, 1700000000000_x",
        "17000000000001_x, 1700000000000_x",
        "202506251010100_x, 202506251010101_x",
        "202506251010100_x, 20250625101010_x",
        "20250625101010123_a, 20250625101010123_b",
        "20250625101010123_x, 20250625101010_a",
        "20250625101010_x, 20250625_x",
        "00000000000000_x, 0_init",
        "0_init, 1_second",
        "10_tenth, 1_first",
        "0_init, init",
        "20250625101010_x, init",
        "99999999999999_x, init",
        "-x, 0",
        "2025, 2025-x",
        "2025-x, 20250",
        "2025, 20250000000000",
    })
    void orders_names_as_prisma_does(String earlier, String later) {
        assertThat(bytes(earlier, later)).isNegative();
        assertThat(version(earlier)).isLessThan(version(later));
    }

    @ParameterizedTest
    @CsvSource({
        "20250625101010_a_very_long_description_a, 20250625101010_a_very_long_description_b",
        "20250625101010_Add, 20250625101010_Bdd",
        "20250625101010_ä, 20250625101010_ö",
        "20250625101010_a+b, 20250625101010_a b",
    })
    void does_not_tell_names_apart_that_it_cannot_order(String one, String other) {
        assertThat(PrismaVersion.of(one)).isEqualTo(PrismaVersion.of(other));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void orders_any_names_as_prisma_does(long seed) {
        Random random = new Random(seed);
        int told = 0;
        for (int i = 0; i < NAMES / 4; i++) {
            String alphabet = ALPHABETS[random.nextInt(ALPHABETS.length)];
            String one = name(random, alphabet);
            String other = random.nextBoolean() ? name(random, alphabet) : changed(random, one, alphabet);
            int order = version(one).compareTo(version(other));
            if (order != 0) {
                told++;
                assertThat(Integer.signum(order))
                        .as("%s beside %s", one, other)
                        .isEqualTo(Integer.signum(bytes(one, other)));
            }
        }
        assertThat(told).isGreaterThan(NAMES / 16);
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 6})
    void makes_versions_that_flyway_and_its_history_hold(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < NAMES / 10; i++) {
            String version = PrismaVersion.of(name(random, ALPHABETS[random.nextInt(ALPHABETS.length)]));
            assertThat(version).hasSizeLessThanOrEqualTo(50);
            assertThat(ScriptName.parse("V" + version + "__x.sql")).isPresent();
            assertThat(MigrationVersion.fromVersion(version).getVersion()).isEqualTo(version);
        }
    }

    @Test
    void makes_the_longest_version_of_the_highest_name() {
        assertThat(PrismaVersion.of("9".repeat(14) + "z".repeat(40))).hasSizeBetween(45, 50);
        assertThat(PrismaVersion.of("z".repeat(40))).hasSizeBetween(45, 50);
    }

    private static String name(Random random, String alphabet) {
        StringBuilder name = new StringBuilder();
        int digits = random.nextInt(18);
        for (int i = 0; i < digits; i++) {
            name.append(random.nextInt(3) == 0 ? random.nextInt(10) : random.nextInt(2));
        }
        int[] points = alphabet.codePoints().toArray();
        int rest = 1 + random.nextInt(24);
        for (int i = 0; i < rest; i++) {
            name.appendCodePoint(points[random.nextInt(points.length)]);
        }
        return name.toString();
    }

    /** A neighbour: one character replaced, added or taken away. */
    private static String changed(Random random, String name, String alphabet) {
        int[] points = name.codePoints().toArray();
        int[] others = alphabet.codePoints().toArray();
        int at = random.nextInt(points.length);
        int other = others[random.nextInt(others.length)];
        StringBuilder changed = new StringBuilder();
        int way = random.nextInt(3);
        for (int i = 0; i < points.length; i++) {
            if (i == at && way != 2) {
                changed.appendCodePoint(other);
            }
            if (i != at || way == 1) {
                changed.appendCodePoint(points[i]);
            }
        }
        return changed.isEmpty() ? alphabet : changed.toString();
    }

    private static MigrationVersion version(String folder) {
        return MigrationVersion.fromVersion(PrismaVersion.of(folder));
    }

    private static int bytes(String one, String other) {
        return Arrays.compareUnsigned(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
