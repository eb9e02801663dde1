package dev.skein.plan.guard;

import dev.skein.plan.guard.Passage.Origin;
import dev.skein.plan.hazard.HazardCode;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Commands of psql. Flyway sends them to the server, which refuses them, but they say what the script is after.
 *
 * @see <a href="https://www.postgresql.org/docs/current/app-psql.html#APP-PSQL-META-COMMANDS">psql's meta-commands</a>
 */
final class MetaCommandCheck implements Check {
    private static final Set<String> NETWORK = Set.of("c", "connect");
    private static final Set<String> FILES = Set.of(
            "copy", "i", "ir", "include", "include_relative", "o", "out", "w", "write", "lo_import", "lo_export", "s");

    @Override
    public void look(Passage passage, Consumer<Reach> found) {
        if (passage.origin() != Origin.SCRIPT) {
            return;
        }
        for (int i = 0; i + 1 < passage.size(); i++) {
            if (passage.at(i, "\\")
                    && passage.token(i + 1).start() == passage.token(i).end()) {
                report(passage.token(i + 1).text(), found);
            }
        }
    }

    private static void report(String command, Consumer<Reach> found) {
        if (command.startsWith("!")) {
            found.accept(new Reach(HazardCode.REACHES_PROGRAMS, "\\!"));
        } else if (NETWORK.contains(command)) {
            found.accept(new Reach(HazardCode.REACHES_NETWORK, "\\" + command));
        } else if (FILES.contains(command)) {
            found.accept(new Reach(HazardCode.REACHES_FILES, "\\" + command));
        }
    }
}
