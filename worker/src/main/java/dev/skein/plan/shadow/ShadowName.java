package dev.skein.plan.shadow;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a scratch database: {@code skein_shadow_<target>_<epoch>_<random>}.
 *
 * @param target 16 hexadecimal digits that stand for the target's database and history table
 * @param epoch when it was made by the server's clock, in seconds
 * @param random 8 hexadecimal digits
 */
record ShadowName(String target, long epoch, String random) {
    private static final Pattern PATTERN = Pattern.compile("skein_shadow_([0-9a-f]{16})_([0-9]{10})_([0-9a-f]{8})");

    static ShadowName of(String target, long epoch) {
        return new ShadowName(target, epoch, UUID.randomUUID().toString().substring(0, 8));
    }

    /** Empty for every name that is not exactly of this form. */
    static Optional<ShadowName> parse(String name) {
        Matcher matcher = PATTERN.matcher(name);
        return matcher.matches()
                ? Optional.of(new ShadowName(matcher.group(1), Long.parseLong(matcher.group(2)), matcher.group(3)))
                : Optional.empty();
    }

    /** The digits that stand for a target. */
    static String hash(String database, String history) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((database + "\0" + history).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The name. */
    String text() {
        return "skein_shadow_" + target + "_" + epoch + "_" + random;
    }
}
