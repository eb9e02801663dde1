package dev.skein.plan.shadow;

import dev.skein.bundle.ManifestFile;
import dev.skein.flyway.FlywaySetup;
import dev.skein.plan.shadow.ShadowUnavailable.Reason;
import dev.skein.target.Namespace;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;

/**
 * What of a target's history can be run once more.
 *
 * @param exist whether there is a history at all
 * @param scripts in the order in which they were applied
 */
record AppliedMigrations(boolean exist, List<Script> scripts) {
    /** Copies the scripts. */
    AppliedMigrations {
        scripts = List.copyOf(scripts);
    }

    /**
     * One entry of the history.
     *
     * @param version empty for a repeatable migration
     * @param name as the history has it: the path below the migrations' folder
     */
    record Script(Optional<MigrationVersion> version, String description, String name) {
        /** Whether Flyway would run it after another in one go: versions in order, then repeatable ones by name. */
        private boolean follows(Script other) {
            if (version.isEmpty()) {
                return other.version.isPresent() || other.description.compareTo(description) < 0;
            }
            return other.version.isPresent() && other.version.get().compareTo(version.get()) < 0;
        }
    }

    /** @param instead why the schema was not dumped */
    static AppliedMigrations read(Source source, String instead) throws SQLException, ShadowUnavailable {
        Reading reading = new Reading(source, instead);
        return new AppliedMigrations(reading.exists(), reading.scripts());
    }

    /** The files in the bundle. */
    List<String> files() {
        return scripts.stream()
                .map(script -> ManifestFile.FOLDER + script.name)
                .distinct()
                .toList();
    }

    /** The scripts' names, in at least one round, cut where Flyway would not keep the order by itself. */
    List<List<String>> rounds() {
        List<List<String>> rounds = new ArrayList<>();
        rounds.add(new ArrayList<>());
        Script last = null;
        for (Script script : scripts) {
            if (last != null && !script.follows(last)) {
                rounds.add(new ArrayList<>());
            }
            rounds.get(rounds.size() - 1).add(script.name);
            last = script;
        }
        return rounds;
    }

    /** Reads a history and compares it with the bundle. */
    private static final class Reading {
        private final Source source;
        private final String instead;
        private final Map<String, Integer> checksums = new HashMap<>();

        Reading(Source source, String instead) {
            this.source = source;
            this.instead = instead;
            for (MigrationInfo info : FlywaySetup.looking(source.bundle(), source.session())
                    .info()
                    .all()) {
                Integer checksum = info.getResolvedChecksum();
                if (checksum != null) {
                    checksums.put(info.getScript(), checksum);
                }
            }
        }

        List<Script> scripts() throws SQLException, ShadowUnavailable {
            Set<String> once = new HashSet<>();
            List<Script> scripts = new ArrayList<>();
            for (List<String> row : rows()) {
                require(row);
                boolean repeatable = row.get(1).isEmpty();
                // A repeatable migration of an older bundle is not here any more, and Flyway runs the same one once.
                if (!repeatable || (isUnchanged(row.get(3), row.get(5)) && once.add(row.get(3)))) {
                    scripts.add(script(row));
                }
            }
            return scripts;
        }

        private static Script script(List<String> row) {
            return new Script(
                    row.get(1).isEmpty() ? Optional.empty() : Optional.of(MigrationVersion.fromVersion(row.get(1))),
                    row.get(2),
                    row.get(3));
        }

        private boolean isUnchanged(String script, String checksum) {
            return checksum.equals(String.valueOf(checksums.get(script)));
        }

        private String table() throws SQLException {
            Namespace namespace = source.target().namespace();
            return source.sql()
                    .text("SELECT format('%I.%I', ?::text, ?::text)", namespace.schema(), namespace.historyTable());
        }

        boolean exists() throws SQLException {
            return source.sql().is("SELECT to_regclass(?) IS NOT NULL", table());
        }

        private List<List<String>> rows() throws SQLException {
            return exists()
                    ? source.sql()
                            .rows("SELECT installed_rank, version, description, script, type, checksum FROM " + table()
                                    + " WHERE success AND type <> 'SCHEMA' ORDER BY installed_rank")
                    : List.of();
        }

        private void require(List<String> row) throws ShadowUnavailable {
            if (!row.get(4).equals("SQL")) {
                throw impossible("its entry " + row.get(0) + " is of type " + row.get(4));
            }
            if (!checksums.containsKey(row.get(3))) {
                throw impossible("its migration " + row.get(3) + " is not in the bundle");
            }
        }

        private ShadowUnavailable impossible(String why) {
            return new ShadowUnavailable(
                    Reason.REPLAY_IMPOSSIBLE,
                    "the target's history cannot be replayed (" + why + "), and the schema was not dumped, because "
                            + instead + "; or set dry-run: in-place");
        }
    }
}
