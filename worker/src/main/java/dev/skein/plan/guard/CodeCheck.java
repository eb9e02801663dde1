package dev.skein.plan.guard;

import dev.skein.plan.hazard.HazardCode;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Code that PostgreSQL does not hold back: libraries, untrusted languages, and extensions that bring either. */
final class CodeCheck implements Check {
    private static final Pattern UNTRUSTED_LANGUAGE =
            Pattern.compile("c|internal|plsh|plr|plrust|pljavau?|plv8u|.*pl(perl|python[23]?|tcl|lua|ruby|php)u");

    /** Extensions by what they reach. Those that end in {@code _fdw} reach the network too. */
    private static final Map<String, HazardCode> EXTENSIONS = Map.ofEntries(
            Map.entry("file_fdw", HazardCode.REACHES_FILES),
            Map.entry("adminpack", HazardCode.REACHES_FILES),
            Map.entry("dblink", HazardCode.REACHES_NETWORK),
            Map.entry("http", HazardCode.REACHES_NETWORK),
            Map.entry("pg_net", HazardCode.REACHES_NETWORK),
            Map.entry("pgsql_http", HazardCode.REACHES_NETWORK),
            Map.entry("plproxy", HazardCode.REACHES_NETWORK),
            Map.entry("pglogical", HazardCode.REACHES_NETWORK),
            Map.entry("aws_s3", HazardCode.REACHES_NETWORK),
            Map.entry("aws_lambda", HazardCode.REACHES_NETWORK),
            Map.entry("azure_storage", HazardCode.REACHES_NETWORK));

    @Override
    public void look(Passage passage, Consumer<Reach> found) {
        for (int start : passage.starts()) {
            if (passage.at(start, "LOAD") && passage.isText(start + 1)) {
                found.accept(new Reach(HazardCode.LOADS_CODE, "LOAD"));
            } else if (passage.at(start, "CREATE")) {
                extension(passage, start, found);
                language(passage, start, found);
            }
        }
        languages(passage, found);
    }

    private static void extension(Passage passage, int start, Consumer<Reach> found) {
        if (passage.at(start + 1, "EXTENSION")) {
            String name = passage.value(passage.skip(start + 2, "IF", "NOT", "EXISTS"))
                    .toLowerCase(Locale.ROOT);
            reachOf(name).ifPresent(code -> found.accept(new Reach(code, "CREATE EXTENSION " + name)));
        }
    }

    private static Optional<HazardCode> reachOf(String extension) {
        if (UNTRUSTED_LANGUAGE.matcher(extension).matches()) {
            return Optional.of(HazardCode.LOADS_CODE);
        }
        return Optional.ofNullable(
                EXTENSIONS.getOrDefault(extension, extension.endsWith("_fdw") ? HazardCode.REACHES_NETWORK : null));
    }

    private static void language(Passage passage, int start, Consumer<Reach> found) {
        int at = passage.skip(start + 1, "OR", "REPLACE", "TRUSTED", "PROCEDURAL");
        if (passage.at(at, "LANGUAGE") && !passage.value(at + 1).equals("plpgsql")) {
            found.accept(new Reach(HazardCode.LOADS_CODE, "CREATE LANGUAGE " + passage.value(at + 1)));
        }
    }

    /** The language of a function or of DO, wherever it stands in the command. */
    private static void languages(Passage passage, Consumer<Reach> found) {
        boolean routine = false;
        for (int i = 0; i < passage.size(); i++) {
            routine = passage.isOneOf(i, "FUNCTION", "PROCEDURE", "DO") || (routine && !passage.at(i, ";"));
            String name = passage.value(i + 1).toLowerCase(Locale.ROOT);
            if (routine
                    && passage.at(i, "LANGUAGE")
                    && (passage.isName(i + 1) || passage.isText(i + 1))
                    && UNTRUSTED_LANGUAGE.matcher(name).matches()) {
                found.accept(new Reach(HazardCode.LOADS_CODE, "LANGUAGE " + name));
            }
        }
    }
}
