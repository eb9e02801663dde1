package dev.skein.group;

import dev.skein.bundle.BundleId;
import dev.skein.bundle.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What a database or schema is called as a target: names of targets are part of keys, and have few characters. */
final class MemberName {
    private static final int LONGEST = 63;
    private static final int DIGEST = 8;

    private MemberName() {}

    /** {@code <group>-<name>}; a name that has to be changed or cut for that gets a digest, so that two never become one. */
    static String of(String group, String name) {
        String whole = group + "-" + name;
        if (BundleId.NAME.matcher(whole).matches()) {
            return whole;
        }
        String digest = Sha256.of(whole.getBytes(StandardCharsets.UTF_8)).substring(0, DIGEST);
        String plain = whole.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-");
        return plain.substring(0, Math.min(plain.length(), LONGEST - DIGEST - 1)) + "-" + digest;
    }
}
