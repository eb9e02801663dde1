package dev.skein.bundle;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.callback.Event;
import org.jspecify.annotations.Nullable;

/**
 * What Flyway reads from a script's file name with its default naming.
 *
 * @param kind what the script is
 * @param identity what must be unique among its kind: the version, or the description
 * @see <a href="https://documentation.red-gate.com/fd/versioned-migrations-273973333.html">Flyway's naming</a>
 */
record ScriptName(FileKind kind, String identity) {
    private static final Pattern VERSIONED = Pattern.compile("([VU])(\\d++(?:[._]\\d++)*+)(?:__.*)?\\.sql");
    private static final Pattern REPEATABLE = Pattern.compile("R(?:__(.*))?\\.sql");
    private static final Pattern CALLBACK = Pattern.compile("([A-Za-z]+)(?:__.*)?\\.sql");
    private static final String CONFIG_SUFFIX = ".sql.conf";

    /** Flyway's history keeps versions in a {@code varchar(50)}. */
    private static final int LONGEST_VERSION = 50;

    static Optional<ScriptName> parse(String fileName) {
        if (fileName.endsWith(CONFIG_SUFFIX)) {
            String script = fileName.substring(0, fileName.length() - ".conf".length());
            return parse(script).map(name -> new ScriptName(FileKind.CONFIG, script));
        }
        Matcher versioned = VERSIONED.matcher(fileName);
        if (versioned.matches()) {
            return versioned(versioned);
        }
        Matcher repeatable = REPEATABLE.matcher(fileName);
        if (repeatable.matches()) {
            return Optional.of(new ScriptName(FileKind.REPEATABLE, description(repeatable.group(1))));
        }
        Matcher callback = CALLBACK.matcher(fileName);
        return callback.matches() && Event.fromId(callback.group(1)) != null
                ? Optional.of(new ScriptName(FileKind.CALLBACK, fileName))
                : Optional.empty();
    }

    private static Optional<ScriptName> versioned(Matcher name) {
        String version = MigrationVersion.fromVersion(name.group(2)).getVersion();
        FileKind kind = "V".equals(name.group(1)) ? FileKind.MIGRATION : FileKind.UNDO;
        return version.length() > LONGEST_VERSION
                ? Optional.empty()
                : Optional.of(new ScriptName(kind, canonical(version)));
    }

    /** To Flyway, a description has spaces where the name has underscores; it may be missing. */
    private static String description(@Nullable String text) {
        return text == null ? "" : text.replace('_', ' ');
    }

    /** 1, 1.0 and 01 are one version to Flyway. */
    private static String canonical(String version) {
        return version.replaceAll("(^|\\.)0+(?=\\d)", "$1").replaceAll("(\\.0)+$", "");
    }
}
