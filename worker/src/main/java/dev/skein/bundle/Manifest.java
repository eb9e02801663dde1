package dev.skein.bundle;

import java.util.List;
import java.util.Map;

/**
 * The content of {@code bundle.json}, format 1.
 *
 * @param bundle name and version
 * @param source where the files came from
 * @param placeholders replaced in scripts when not empty; otherwise {@code ${…}} is plain SQL
 * @param files every other entry of the archive, sorted by path
 */
public record Manifest(BundleId bundle, Source source, Map<String, String> placeholders, List<ManifestFile> files) {
    /** The entry that holds the manifest. */
    public static final String ENTRY = "bundle.json";

    /** The only format there is. */
    public static final int FORMAT = 1;

    /** Copies the collections. */
    public Manifest {
        placeholders = Map.copyOf(placeholders);
        files = List.copyOf(files);
    }

    /**
     * Where a bundle's files came from; empty text where it is not known.
     *
     * @param layout {@code flyway} or {@code prisma}
     */
    public record Source(String repository, String commit, String layout) {}
}
