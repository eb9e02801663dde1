package dev.skein.bundle;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;

/** Holds a manifest against the archive that it came in. */
final class ManifestCheck {
    private final Problems problems;
    private final Function<ZipArchiveEntry, Optional<Content>> content;
    private final Map<String, String> identities = new HashMap<>();
    private final Set<String> listed = new HashSet<>();
    private int migrations;

    ManifestCheck(Problems problems, Function<ZipArchiveEntry, Optional<Content>> content) {
        this.problems = problems;
        this.content = content;
    }

    void check(Manifest manifest, EntryNames entries) {
        int before = problems.count();
        for (ManifestFile file : manifest.files()) {
            if (!listed.add(file.path())) {
                problems.add(ProblemCode.MALFORMED_MANIFEST, file.path(), "is listed more than once");
                continue;
            }
            checkName(file);
            checkContent(file, entries);
        }
        manifest.files().stream().filter(file -> file.kind() == FileKind.CONFIG).forEach(this::checkConfig);
        entries.sound().keySet().stream()
                .filter(entry -> !entry.equals(Manifest.ENTRY) && !listed.contains(entry))
                .forEach(entry -> problems.add(ProblemCode.UNLISTED_FILE, entry, "is not listed in " + Manifest.ENTRY));
        if (migrations == 0 && problems.count() == before) {
            problems.add(ProblemCode.NO_MIGRATIONS, null, "the bundle holds no migration");
        }
    }

    private void checkName(ManifestFile file) {
        if (file.path().startsWith(ManifestFile.ASSERTIONS) || file.kind() == FileKind.ASSERTION) {
            checkAssertion(file);
        } else {
            checkScript(file);
        }
    }

    /** A migration that was laid into the wrong folder would never be applied. */
    private void checkAssertion(ManifestFile file) {
        boolean named = file.path().startsWith(ManifestFile.ASSERTIONS)
                && file.fileName().endsWith(".sql")
                && ScriptName.parse(file.fileName()).isEmpty();
        if (!named) {
            problems.add(
                    ProblemCode.MISNAMED_ASSERTION,
                    file.path(),
                    "is no name of an assertion; expected assertions/description.sql, which is no name of a migration"
                            + " or callback");
        } else if (file.kind() != FileKind.ASSERTION) {
            problems.add(
                    ProblemCode.MALFORMED_MANIFEST,
                    file.path(),
                    "is listed as " + file.kind().label() + ", its folder says " + FileKind.ASSERTION.label());
        }
    }

    private void checkScript(ManifestFile file) {
        Optional<ScriptName> name = ScriptName.parse(file.fileName());
        if (!file.path().startsWith(ManifestFile.FOLDER) || name.isEmpty()) {
            problems.add(
                    ProblemCode.BAD_MIGRATION_NAME,
                    file.path(),
                    "is no name that Flyway knows; expected migrations/V1__description.sql, R__description.sql or a callback");
        } else if (name.get().kind() != file.kind()) {
            problems.add(
                    ProblemCode.MALFORMED_MANIFEST,
                    file.path(),
                    "is listed as " + file.kind().label() + ", its name says "
                            + name.get().kind().label());
        } else {
            checkUnique(file, name.get());
        }
    }

    private void checkUnique(ManifestFile file, ScriptName name) {
        migrations += name.kind() == FileKind.MIGRATION || name.kind() == FileKind.REPEATABLE ? 1 : 0;
        String identity = name.kind() == FileKind.CONFIG ? file.path() : name.identity();
        String twin = identities.putIfAbsent(name.kind() + " " + identity, file.path());
        if (twin != null) {
            problems.add(ProblemCode.DUPLICATE_VERSION, file.path(), "is the same to Flyway as " + twin);
        }
    }

    private void checkContent(ManifestFile file, EntryNames entries) {
        ZipArchiveEntry entry = entries.sound().get(file.path());
        if (entry != null) {
            content.apply(entry).ifPresent(found -> compare(file, found));
        } else if (!entries.isRefused(file.path())) {
            problems.add(
                    ProblemCode.MISSING_FILE,
                    file.path(),
                    "is listed in " + Manifest.ENTRY + ", but not in the archive");
        }
    }

    private void compare(ManifestFile file, Content found) {
        if (found.size() != file.size()) {
            problems.add(
                    ProblemCode.SIZE_MISMATCH,
                    file.path(),
                    "has " + found.size() + " bytes, the manifest says " + file.size());
        } else if (!found.sha256().equals(file.sha256())) {
            problems.add(
                    ProblemCode.CHECKSUM_MISMATCH,
                    file.path(),
                    "has SHA-256 " + found.sha256() + ", the manifest says " + file.sha256());
        }
        if (!found.utf8()) {
            problems.add(ProblemCode.NOT_UTF8, file.path(), "is not UTF-8");
        } else if (found.blank() && file.kind() != FileKind.CONFIG) {
            problems.add(ProblemCode.EMPTY_MIGRATION, file.path(), "is empty");
        }
    }

    private void checkConfig(ManifestFile config) {
        String script = config.path().substring(0, config.path().length() - ".conf".length());
        if (!listed.contains(script)) {
            problems.add(
                    ProblemCode.ORPHAN_CONFIG, config.path(), "belongs to " + script + ", which is not in the bundle");
        }
    }
}
