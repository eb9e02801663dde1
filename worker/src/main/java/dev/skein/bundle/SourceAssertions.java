package dev.skein.bundle;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The assertions that lie with a folder of migrations: SQL files in folders {@code assertions}, at any depth.
 *
 * @param folders where they may be
 */
record SourceAssertions(Set<Path> folders) {
    /** The folder's name. */
    static final String FOLDER = "assertions";

    /**
     * Those of a folder, and of the folder in it that holds its scripts; both may be the same.
     *
     * @param given the folder that somebody named
     */
    static SourceAssertions of(Path given, Path scripts) {
        return new SourceAssertions(new LinkedHashSet<>(List.of(given.resolve(FOLDER), scripts.resolve(FOLDER))));
    }

    /** Adds them to what the scripts gave; what is no SQL is left out and named. */
    SourceListing addTo(SourceListing scripts) throws IOException {
        List<SourceFile> files = new ArrayList<>(scripts.files());
        List<String> leftOut = new ArrayList<>(scripts.leftOut());
        for (Path folder : folders) {
            for (Path file : files(folder)) {
                String path = ManifestFile.ASSERTIONS + FlywayLayout.path(folder, file);
                if (path.endsWith(".sql")) {
                    files.add(SourceFile.of(path, FileKind.ASSERTION, file));
                } else {
                    leftOut.add(path);
                }
            }
        }
        return new SourceListing(files, leftOut, scripts.problems());
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> walk = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            return walk.filter(file -> !Files.isDirectory(file)).toList();
        }
    }
}
