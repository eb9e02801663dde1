package dev.skein.bundle;

/**
 * One file of a bundle.
 *
 * @param path the entry's name, such as {@code migrations/V1__create_orders.sql}
 * @param sha256 of the content, 64 lower-case hexadecimal digits
 * @param size of the content, in bytes
 */
public record ManifestFile(String path, FileKind kind, String sha256, long size) {
    /** The folder of all scripts. */
    public static final String FOLDER = "migrations/";

    /** The folder of all assertions. */
    public static final String ASSERTIONS = "assertions/";

    /** The path below the folder of scripts, as Flyway's history names it. */
    public String script() {
        return path.substring(FOLDER.length());
    }

    /** The name without its folders. */
    public String fileName() {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
