package dev.skein.bundle;

import java.util.regex.Pattern;

/**
 * A bundle's name and version, which together are immutable under a target.
 *
 * @param name {@code [a-z0-9][a-z0-9-]{0,62}}
 * @param version {@code [0-9A-Za-z][0-9A-Za-z.+_-]{0,99}}
 */
public record BundleId(String name, String version) {
    /** What a bundle's and a target's name look like. */
    public static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    /** What a bundle's version looks like. */
    public static final Pattern VERSION = Pattern.compile("[0-9A-Za-z][0-9A-Za-z.+_-]{0,99}");

    /** @throws IllegalArgumentException when the name or the version has another form */
    public BundleId {
        requireName(name);
        if (!VERSION.matcher(version).matches()) {
            throw new IllegalArgumentException("not a bundle version (" + VERSION.pattern() + "): " + version);
        }
    }

    /**
     * Returns the name when it may name a bundle or a target.
     *
     * @throws IllegalArgumentException when it has another form
     */
    public static String requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a name (" + NAME.pattern() + "): " + name);
        }
        return name;
    }

    @Override
    public String toString() {
        return name + " " + version;
    }
}
