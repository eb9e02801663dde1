package dev.skein.bundle;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** How a folder of migrations is laid out. */
public enum SourceLayout {
    /** {@code V1__description.sql} and its kin, in folders of any depth. */
    FLYWAY {
        @Override
        public SourceListing list(Path folder) throws IOException {
            return FlywayLayout.list(folder);
        }
    },
    /** {@code <timestamp>_<name>/migration.sql}, applied in the order of the folders' names as text. */
    PRISMA {
        @Override
        public SourceListing list(Path folder) throws IOException {
            return PrismaLayout.list(folder);
        }
    };

    /**
     * Lists what a bundle of this folder would hold, and what is left out.
     *
     * @throws IOException when the folder cannot be read
     */
    public abstract SourceListing list(Path folder) throws IOException;

    /** The name in {@code bundle.json} and on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
