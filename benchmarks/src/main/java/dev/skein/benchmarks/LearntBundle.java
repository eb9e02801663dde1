package dev.skein.benchmarks;

import dev.skein.bundle.Bundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The bundle of a history; a longer history is a later version. */
final class LearntBundle {
    private final Path folder;
    private @Nullable Bundle bundle;

    LearntBundle() {
        try {
            folder = Layout.folder("skein");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void learn(Migrations migrations) throws IOException {
        Layout.FLYWAY.write(folder, migrations);
        if (bundle != null) {
            bundle.close();
        }
        bundle = Bundles.of(folder, "1." + migrations.texts().size());
    }

    Bundle bundle() {
        if (bundle == null) {
            throw new IllegalStateException("no history was given");
        }
        return bundle;
    }
}
