package dev.skein.bundle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Flyway's layout: scripts by their file names, in folders of any depth. */
final class FlywayLayout {
    private static final Pattern NOT_SQL = Pattern.compile("([VU]\\d[\\d._]*|R)__.*");

    private FlywayLayout() {}

    static SourceListing list(Path root) throws IOException {
        List<SourceFile> files = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        List<BundleProblem> problems = new ArrayList<>();
        for (Path file : files(root)) {
            String path = path(root, file);
            String name = file.getFileName().toString();
            if (name.endsWith(".sql") || name.endsWith(".sql.conf")) {
                // A script with a wrong name is carried too: the check refuses it beside all other problems.
                FileKind kind = ScriptName.parse(name).map(ScriptName::kind).orElse(FileKind.MIGRATION);
                files.add(SourceFile.of(ManifestFile.FOLDER + path, kind, file));
            } else if (NOT_SQL.matcher(name).matches()) {
                problems.add(new BundleProblem(
                        ProblemCode.UNSUPPORTED_MIGRATION,
                        path,
                        "is a migration that is not SQL; a bundle carries SQL only"));
            } else {
                leftOut.add(path);
            }
        }
        return new SourceListing(files, leftOut, problems);
    }

    /** The files at any depth, but for the assertions. */
    static List<Path> files(Path root) throws IOException {
        try (Stream<Path> walk = Files.walk(root, FileVisitOption.FOLLOW_LINKS)) {
            // A link that leads nowhere stays in, so that reading it fails instead of losing a migration.
            return walk.filter(
                            file -> !Files.isDirectory(file) && !file.startsWith(root.resolve(SourceAssertions.FOLDER)))
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    static String path(Path root, Path file) {
        return root.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
    }
}
