package dev.skein.github;

import dev.skein.bundle.SourceFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Where in the repository the files of a bundle come from. */
public final class Sources {
    private final Map<String, String> files;

    private Sources(Map<String, String> files) {
        this.files = Map.copyOf(files);
    }

    /** Those of a bundle whose folder is not known. */
    public static Sources unknown() {
        return new Sources(Map.of());
    }

    /**
     * Those of a folder that the bundle was made of.
     *
     * @param workspace the repository's root; what lies elsewhere has no place in it
     */
    public static Sources of(Path folder, Path workspace) {
        Map<String, String> files = new HashMap<>();
        try {
            Path root = workspace.toRealPath();
            SourceFolder source = SourceFolder.open(folder);
            source.list(source.layout())
                    .files()
                    .forEach(file -> put(files, root, file.entry().path(), file.file()));
        } catch (IOException e) {
            throw new UncheckedIOException("--source: the folder " + folder + " cannot be read", e);
        }
        return new Sources(files);
    }

    private static void put(Map<String, String> files, Path root, String entry, Path file) {
        if (file.startsWith(root) && Files.isRegularFile(file)) {
            String path = root.relativize(file)
                    .toString()
                    .replace(file.getFileSystem().getSeparator(), "/");
            files.put(entry, path);
        }
    }

    /** The place of a bundle's file. */
    Place place(String entry, int line) {
        String file = files.getOrDefault(entry, "");
        return file.isEmpty() ? Place.NOWHERE : new Place(file, line);
    }
}
