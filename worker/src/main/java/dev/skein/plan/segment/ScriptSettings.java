package dev.skein.plan.segment;

import dev.skein.bundle.Bundle;
import dev.skein.bundle.FileKind;
import dev.skein.bundle.ManifestFile;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;

/**
 * What a script's own settings say, in the file beside it.
 *
 * @see <a href="https://documentation.red-gate.com/fd/script-configuration-184127480.html">Script configuration</a>
 */
final class ScriptSettings {
    private final Bundle bundle;

    ScriptSettings(Bundle bundle) {
        this.bundle = bundle;
    }

    /** Whether the script is to run in a transaction; empty where its settings do not say. */
    Optional<Boolean> inTransaction(String file) {
        return bundle.manifest().files().stream()
                .filter(entry -> entry.kind() == FileKind.CONFIG && entry.path().equals(file + ".conf"))
                .findFirst()
                .map(this::read)
                .map(settings -> settings.getProperty("executeInTransaction"))
                .map(text -> Boolean.valueOf(text.strip().toLowerCase(Locale.ROOT)));
    }

    private Properties read(ManifestFile file) {
        Properties settings = new Properties();
        try (Reader reader = bundle.open(file)) {
            settings.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return settings;
    }
}
