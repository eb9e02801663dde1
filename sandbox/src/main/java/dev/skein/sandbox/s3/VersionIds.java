package dev.skein.sandbox.s3;

import java.security.SecureRandom;
import java.util.regex.Pattern;

/** Opaque version and upload ids. */
final class VersionIds {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._";
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._-]{32}|null");
    private static final SecureRandom RANDOM = new SecureRandom();

    private VersionIds() {}

    static String next() {
        return RANDOM.ints(32, 0, ALPHABET.length())
                .collect(StringBuilder::new, (id, i) -> id.append(ALPHABET.charAt(i)), StringBuilder::append)
                .toString();
    }

    /** Throws {@link S3Error} for what can be no version id, as S3 does. */
    static String check(String versionId) {
        if (!FORM.matcher(versionId).matches()) {
            throw ErrorCode.INVALID_ARGUMENT
                    .error("Invalid version id specified")
                    .detail("ArgumentName", "versionId")
                    .detail("ArgumentValue", versionId);
        }
        return versionId;
    }
}
