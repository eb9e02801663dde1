package dev.skein.bundle;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.List;
import org.flywaydb.core.api.MigrationVersion;

/**
 * What a folder gives to a bundle.
 *
 * @param files sorted by path
 * @param leftOut paths in the folder that no bundle carries
 * @param problems what forbids to make a bundle of it
 */
public record SourceListing(List<SourceFile> files, List<String> leftOut, List<BundleProblem> problems) {
    private static final int LONGEST_READABLE = 30;

    /** Copies and sorts. */
    public SourceListing {
        files = files.stream()
                .sorted(Comparator.comparing(file -> file.entry().path()))
                .toList();
        leftOut = leftOut.stream().sorted().toList();
        problems = List.copyOf(problems);
    }

    /** The manifest's entries. */
    public List<ManifestFile> entries() {
        return files.stream().map(SourceFile::entry).toList();
    }

    /** A version made of the highest migration and the content, so that other content has another version. */
    public String defaultVersion() {
        MessageDigest digest = Sha256.digest();
        entries()
                .forEach(entry ->
                        digest.update((entry.path() + "\0" + entry.sha256() + "\0").getBytes(StandardCharsets.UTF_8)));
        String highest = highest();
        // The second part of a Prisma folder's version is a long number that tells a reader nothing.
        String readable = highest.length() > LONGEST_READABLE ? highest.substring(0, highest.indexOf('.')) : highest;
        return readable + "-" + Sha256.hex(digest).substring(0, 8);
    }

    private String highest() {
        return entries().stream()
                .filter(entry -> entry.kind() == FileKind.MIGRATION)
                .flatMap(entry -> ScriptName.parse(entry.fileName()).stream())
                .map(name -> MigrationVersion.fromVersion(name.identity()))
                .max(Comparator.naturalOrder())
                .map(MigrationVersion::getVersion)
                .orElse("0");
    }
}
