package dev.skein.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A folder on disk that a bundle is made of. */
public final class SourceFolder {
    private static final Set<String> SAYS_NOTHING = Set.of("migrations", "prisma");

    private final Path root;
    private final SourceAssertions assertions;

    private SourceFolder(Path root, SourceAssertions assertions) {
        this.root = root;
        this.assertions = assertions;
    }

    /**
     * Opens a folder; where it has a folder {@code migrations}, the scripts are in that one. Assertions are in a folder
     * {@code assertions} of either.
     *
     * @throws IOException when it is no folder
     */
    public static SourceFolder open(Path folder) throws IOException {
        Path real = folder.toRealPath();
        if (!Files.isDirectory(real)) {
            throw new NotDirectoryException(folder.toString());
        }
        Path nested = real.resolve("migrations");
        Path root = Files.isDirectory(nested) ? nested : real;
        return new SourceFolder(root, SourceAssertions.of(real, root));
    }

    /** Tells the layout by what lies in the folder: Prisma's lock file or migration folders, otherwise Flyway's. */
    public SourceLayout layout() throws IOException {
        if (Files.exists(root.resolve(PrismaLayout.LOCK))) {
            return SourceLayout.PRISMA;
        }
        try (Stream<Path> children = Files.list(root)) {
            return children.anyMatch(child -> Files.exists(child.resolve(PrismaLayout.SCRIPT)))
                    ? SourceLayout.PRISMA
                    : SourceLayout.FLYWAY;
        }
    }

    /** Lists the folder in the layout, with its assertions. */
    public SourceListing list(SourceLayout layout) throws IOException {
        return assertions.addTo(layout.list(root));
    }

    /** A bundle name made of the folder's own, or the nearest one above it that says something; empty if none fits. */
    public Optional<String> defaultName() {
        Path named = root;
        while (named != null
                && named.getFileName() != null
                && SAYS_NOTHING.contains(named.getFileName().toString())) {
            named = named.getParent();
        }
        return Optional.ofNullable(named)
                .map(Path::getFileName)
                .map(name -> name.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
                .filter(name -> BundleId.NAME.matcher(name).matches());
    }
}
