package dev.skein.plan.guard;

import dev.skein.plan.hazard.HazardCode;
import dev.skein.plan.sql.Names;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Skein's schema itself, a search path that leads into it, and its objects where a string names them. */
final class SkeinSchemaCheck implements Check {
    /** Functions whose string is an object's name. */
    private static final List<String> NAMED_BY_TEXT = List.of(
            "nextval", "setval", "currval", "to_regclass", "table_to_xml", "schema_to_xml", "pg_get_serial_sequence");

    @Override
    public void look(Passage passage, Consumer<Reach> found) {
        for (int i = 0; i < passage.size(); i++) {
            if ((passage.at(i, "SCHEMA") && isInSchemas(passage, i + 1))
                    || (isSearchPath(passage, i) && isInList(passage, passage.skip(i + 1, "TO", "=", ",")))
                    || isTextualName(passage, i)) {
                found.accept(new Reach(HazardCode.TOUCHES_SKEIN, "schema " + SkeinCheck.SKEIN));
            }
        }
    }

    /** SCHEMA a, b; CREATE SCHEMA AUTHORIZATION gives the schema its role's name; ALTER SCHEMA a RENAME TO b. */
    private static boolean isInSchemas(Passage passage, int index) {
        int name = passage.skip(index, "IF", "NOT", "EXISTS", "AUTHORIZATION", ",");
        return isInList(passage, name) || (passage.at(name + 1, "RENAME", "TO") && isInList(passage, name + 3));
    }

    private static boolean isSearchPath(Passage passage, int index) {
        boolean named = passage.isName(index) || passage.isText(index);
        return named
                && passage.value(index).toLowerCase(Locale.ROOT).equals("search_path")
                && passage.isOneOf(index + 1, "TO", "=", ",");
    }

    /** Whether one of the names between commas is meant; a string may hold several. */
    private static boolean isInList(Passage passage, int from) {
        int at = from;
        while ((passage.isName(at) || passage.isText(at)) && !beginsList(passage, at)) {
            boolean meant = passage.isName(at)
                    ? passage.value(at).equals(SkeinCheck.SKEIN)
                    : Names.parts(passage.value(at)).contains(SkeinCheck.SKEIN);
            if (meant) {
                return true;
            }
            if (!passage.at(at + 1, ",")) {
                return false;
            }
            at += 2;
        }
        return false;
    }

    /** So that each list is read once. */
    private static boolean beginsList(Passage passage, int index) {
        return passage.at(index, "SCHEMA") || isSearchPath(passage, index);
    }

    /** 'skein.run'::regclass and nextval('skein.run_id_seq'). */
    private static boolean isTextualName(Passage passage, int index) {
        if (!passage.isText(index)) {
            return false;
        }
        boolean cast = passage.at(index + 1, "::") && passage.value(index + 2).startsWith("reg");
        boolean argument = passage.at(index - 1, "(") && NAMED_BY_TEXT.contains(passage.value(index - 2));
        List<String> parts = cast || argument ? Names.parts(passage.value(index)) : List.of();
        return !parts.isEmpty() && parts.get(0).equals(SkeinCheck.SKEIN);
    }
}
