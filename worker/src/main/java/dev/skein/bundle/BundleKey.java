package dev.skein.bundle;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a bundle is uploaded to: {@code bundles/<target>/<name>/<version>.zip}. */
public record BundleKey(String target, BundleId bundle) {
    /** The prefix of all uploads. */
    public static final String PREFIX = "bundles/";

    private static final Pattern FORM = Pattern.compile(
            PREFIX + "(" + BundleId.NAME + ")/(" + BundleId.NAME + ")/(" + BundleId.VERSION + ")\\.zip");

    /** @throws IllegalArgumentException when the target's name has another form than {@link BundleId#NAME} */
    public BundleKey {
        BundleId.requireName(target);
    }

    /** Reads a decoded S3 key; empty when it is no upload's. */
    public static Optional<BundleKey> parse(String key) {
        Matcher form = FORM.matcher(key);
        return form.matches()
                ? Optional.of(new BundleKey(form.group(1), new BundleId(form.group(2), form.group(3))))
                : Optional.empty();
    }

    /** The S3 key. */
    public String path() {
        return PREFIX + target + "/" + bundle.name() + "/" + bundle.version() + ".zip";
    }

    @Override
    public String toString() {
        return path();
    }
}
