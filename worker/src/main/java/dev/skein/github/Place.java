package dev.skein.github;

/**
 * A line of a file in the repository.
 *
 * @param file from the repository's root, with slashes; empty where none can be told
 * @param line from 1
 */
record Place(String file, int line) {
    static final Place NOWHERE = new Place("", 1);

    Place {
        line = Math.max(1, line);
    }

    /** Called with a file and a line. */
    @FunctionalInterface
    interface Use {
        void of(String file, int line);
    }

    /** Hands out the file, where there is one. */
    void ifFile(Use use) {
        if (!file.isEmpty()) {
            use.of(file, line);
        }
    }
}
