package dev.skein.plan.segment;

import dev.skein.bundle.Bundle;
import dev.skein.bundle.ManifestFile;
import dev.skein.flyway.FlywayScripts;
import dev.skein.plan.sql.Scripts;
import dev.skein.plan.sql.Shape;
import dev.skein.plan.sql.SqlStatement;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads of the scripts only those that may hold a statement which cannot run in a transaction: few do, and reading takes time. */
final class Suspects {
    private final Bundle bundle;
    private final FlywayScripts scripts;
    private final Map<String, ManifestFile> files = new HashMap<>();

    Suspects(Bundle bundle) {
        this.bundle = bundle;
        this.scripts = new FlywayScripts(bundle);
        bundle.manifest().files().forEach(file -> files.put(file.path(), file));
    }

    /** The statements of a suspect; nothing of one that is none. */
    List<SqlStatement> read(String file) {
        return isSuspect(file) ? Scripts.read(scripts, file) : List.of();
    }

    /** A placeholder can stand for anything. */
    private boolean isSuspect(String file) {
        ManifestFile script = files.get(file);
        if (script == null || !bundle.manifest().placeholders().isEmpty()) {
            return true;
        }
        StringWriter text = new StringWriter();
        try (Reader reader = bundle.open(script)) {
            reader.transferTo(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Shape.mayRefuseTransaction(text.toString());
    }
}
