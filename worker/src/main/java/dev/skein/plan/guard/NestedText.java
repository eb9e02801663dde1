package dev.skein.plan.guard;

import dev.skein.plan.guard.Passage.Origin;
import dev.skein.plan.sql.Token.Kind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;

/** Text in a string that is, or may be, executed. */
record NestedText(String text, Origin origin) {
    /** Functions that execute, or make up, the statement that they are given. */
    private static final String[] RUNNERS = {
        "format", "query_to_xml", "query_to_xmlschema", "query_to_xml_and_xmlschema", "ts_stat", "ts_rewrite",
                "crosstab",
        "crosstab2", "crosstab3", "crosstab4", "crosstabn", "connectby", "schedule", "schedule_in_database",
        "pg_background_launch", "xpath_table"
    };

    private static final Set<String> OWN_LANGUAGES = Set.of("sql", "plpgsql");

    static List<NestedText> of(Passage passage) {
        return new Finder(passage).find();
    }

    /** Marks the strings to read first, so that none is read twice. */
    private static final class Finder {
        private final Passage passage;
        private final BitSet bodies = new BitSet();
        private final BitSet strings = new BitSet();
        private Origin body = Origin.BODY;

        Finder(Passage passage) {
            this.passage = passage;
        }

        List<NestedText> find() {
            markBodies();
            markArguments();
            if (passage.origin() != Origin.SCRIPT && executes()) {
                markAll();
            }
            strings.andNot(bodies);
            List<NestedText> found = new ArrayList<>();
            bodies.stream().forEach(i -> found.add(new NestedText(passage.value(i), body)));
            chains().forEach(text -> found.add(new NestedText(text, Origin.STRING)));
            return found;
        }

        /** The strings of DO, and of CREATE FUNCTION those after AS. */
        private void markBodies() {
            boolean block = false;
            boolean routine = false;
            for (int i = 0; i < passage.size(); i++) {
                if (passage.isStart(i)) {
                    block |= passage.at(i, "DO");
                    routine |= isRoutine(i);
                }
                block &= !passage.at(i, ";");
                routine &= !passage.at(i, ";");
                if (passage.isText(i) && (block || (routine && passage.isOneOf(i - 1, "AS", ",")))) {
                    bodies.set(i);
                }
                if ((block || routine) && passage.at(i, "LANGUAGE") && !OWN_LANGUAGES.contains(passage.value(i + 1))) {
                    body = Origin.FOREIGN_BODY;
                }
            }
        }

        private boolean isRoutine(int start) {
            return passage.at(start, "CREATE")
                    && passage.isOneOf(passage.skip(start + 1, "OR", "REPLACE"), "FUNCTION", "PROCEDURE");
        }

        /** Marks the strings inside the brackets of a call that executes them. */
        private void markArguments() {
            int until = -1;
            for (int i = 0; i < passage.size(); i++) {
                int depth = passage.words().depth(i);
                if (until >= 0 && depth <= until && passage.at(i, ")")) {
                    until = -1;
                }
                if (until < 0 && passage.words().isCall(i) && isRunner(i)) {
                    until = depth;
                }
                if (until >= 0 && passage.isText(i)) {
                    strings.set(i);
                }
            }
        }

        private boolean isRunner(int index) {
            return List.of(RUNNERS).contains(passage.value(index));
        }

        private boolean executes() {
            return passage.origin() == Origin.FOREIGN_BODY
                    || passage.words().tokens().stream().anyMatch(token -> token.is("EXECUTE"));
        }

        /** All strings of the passage, but for those that are only said. */
        private void markAll() {
            boolean said = false;
            for (int i = 0; i < passage.size(); i++) {
                said = passage.isOneOf(i, "RAISE", "ASSERT", "COMMENT") || (said && !passage.at(i, ";"));
                if (!said && (passage.isText(i) || isForeignString(i))) {
                    strings.set(i);
                }
            }
        }

        /** Other languages have strings in double quotes. */
        private boolean isForeignString(int index) {
            return passage.origin() == Origin.FOREIGN_BODY
                    && passage.token(index).kind() == Kind.QUOTED
                    && passage.value(index).contains(" ");
        }

        /** The marked strings, joined where {@code ||} stands between them. */
        private List<String> chains() {
            List<String> chains = new ArrayList<>();
            for (int i = strings.nextSetBit(0); i >= 0; i = strings.nextSetBit(i + 1)) {
                StringBuilder chain = new StringBuilder(passage.value(i));
                while (passage.at(i + 1, "||") && strings.get(i + 2)) {
                    i += 2;
                    chain.append(passage.value(i));
                }
                chains.add(chain.toString());
            }
            return chains;
        }
    }
}
