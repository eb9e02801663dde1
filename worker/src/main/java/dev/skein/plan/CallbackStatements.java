package dev.skein.plan;

import dev.skein.bundle.Bundle;
import dev.skein.bundle.FileKind;
import dev.skein.bundle.ManifestFile;
import dev.skein.plan.sql.Scripts;
import dev.skein.plan.trace.TracedStatement;
import java.time.Duration;
import java.util.List;

/** The statements of a bundle's callbacks. Flyway does not say when it runs one, so nothing is known but their text. */
final class CallbackStatements {
    private CallbackStatements() {}

    static List<TracedStatement> of(Bundle bundle) {
        List<String> files = bundle.manifest().files().stream()
                .filter(file -> file.kind() == FileKind.CALLBACK)
                .map(ManifestFile::path)
                .toList();
        return Scripts.read(bundle, files).stream()
                .map(statement -> new TracedStatement(statement, List.of(), Duration.ZERO, true, false))
                .toList();
    }
}
