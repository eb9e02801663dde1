package dev.skein.plan.guard;

import dev.skein.plan.hazard.HazardCode;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/** Parameters that change what the session may do or what the server loads, set by SET or set_config. */
final class ParameterCheck implements Check {
    private static final Set<String> ROLES = Set.of("role", "session_authorization");

    private static final Set<String> SETTINGS = Set.of(
            "session_preload_libraries",
            "local_preload_libraries",
            "shared_preload_libraries",
            "dynamic_library_path",
            "extension_control_path",
            "session_replication_role",
            "allow_system_table_mods",
            "ignore_system_indexes",
            "zero_damaged_pages",
            "ignore_checksum_failure");

    /** With this one off, text would not be read as this pass reads it. */
    private static final String STRINGS = "standard_conforming_strings";

    @Override
    public void look(Passage passage, Consumer<Reach> found) {
        boolean routine = false;
        for (int i = 0; i < passage.size(); i++) {
            routine = (routine || isRoutine(passage, i)) && !passage.isOneOf(i, "ATOMIC", ";");
            if (passage.isStart(i) && passage.isOneOf(i, "SET", "RESET")) {
                int name = passage.skip(i + 1, "SESSION", "LOCAL");
                setting(passage, name, found);
                role(passage, name, found);
            } else if (passage.isOneOf(i, "SET") && passage.isOneOf(i + 2, "TO", "=", "FROM")) {
                setting(passage, i + 1, found);
                if (routine) {
                    role(passage, i + 1, found);
                }
            } else if (passage.words().isCall(i) && passage.value(i).equals("set_config") && passage.isText(i + 2)) {
                setting(passage, i + 2, found);
                role(passage, i + 2, found);
                joined(passage, i + 2, found);
            }
        }
    }

    /** A function's own settings follow its head; the statements of its body follow ATOMIC. */
    private static boolean isRoutine(Passage passage, int start) {
        return passage.isStart(start)
                && passage.isOneOf(start, "CREATE", "ALTER")
                && passage.isOneOf(passage.skip(start + 1, "OR", "REPLACE"), "FUNCTION", "PROCEDURE", "ROUTINE");
    }

    private static void setting(Passage passage, int index, Consumer<Reach> found) {
        String name = passage.value(index).toLowerCase(Locale.ROOT);
        if (SETTINGS.contains(name) || (name.equals(STRINGS) && !leavesStringsAlone(passage, index))) {
            found.accept(new Reach(HazardCode.REACHES_SERVER_SETTINGS, name));
        }
    }

    private static boolean leavesStringsAlone(Passage passage, int index) {
        String value = passage.value(index + 2).toLowerCase(Locale.ROOT);
        return passage.isOneOf(index - 1, "RESET")
                || Set.of("on", "true", "yes", "1", "default").contains(value);
    }

    /** A name that is put together of strings. */
    private static void joined(Passage passage, int index, Consumer<Reach> found) {
        StringBuilder joined = new StringBuilder(passage.value(index));
        int at = index;
        while (passage.at(at + 1, "||") && passage.isText(at + 2)) {
            at += 2;
            joined.append(passage.value(at));
        }
        String name = joined.toString().toLowerCase(Locale.ROOT);
        if (at > index && ROLES.contains(name)) {
            found.accept(new Reach(HazardCode.REACHES_ROLES, "SET " + name));
        } else if (at > index && (SETTINGS.contains(name) || name.equals(STRINGS))) {
            found.accept(new Reach(HazardCode.REACHES_SERVER_SETTINGS, name));
        }
    }

    private static void role(Passage passage, int index, Consumer<Reach> found) {
        String name = passage.value(index).toLowerCase(Locale.ROOT);
        boolean assigned = passage.isOneOf(index + 1, "TO", "=", "FROM", ",") || passage.isOneOf(index - 1, "RESET");
        if (ROLES.contains(name) && assigned) {
            found.accept(new Reach(HazardCode.REACHES_ROLES, "SET " + name));
        }
    }
}
