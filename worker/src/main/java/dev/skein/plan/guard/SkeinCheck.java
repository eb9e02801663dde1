package dev.skein.plan.guard;

import dev.skein.plan.hazard.HazardCode;
import dev.skein.plan.sql.Names;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Objects of Skein's own schema. A table, column or alias of that name elsewhere is not meant. */
final class SkeinCheck implements Check {
    static final String SKEIN = "skein";

    /** What a relation, a function or a type stands after. */
    private static final String[] BEFORE_OBJECT = {
        "JOIN", "INTO", "UPDATE", "ONLY", "TABLE", "EXISTS", "REFERENCES", "COPY", "LOCK", "TRUNCATE", "VIEW",
                "SEQUENCE",
        "INDEX", "TYPE", "DOMAIN", "FUNCTION", "PROCEDURE", "ROUTINE", "AGGREGATE", "CALL", "::", "OF", "SETOF",
                "RETURNS",
        "INHERITS", "USING", "ANALYZE", "VACUUM", "CLUSTER"
    };

    /** What the items of a list belong to. */
    private static final String[] CLAUSES = {
        "SELECT",
        "FROM",
        "USING",
        "INTO",
        "BY",
        "RETURNING",
        "SET",
        "VALUES",
        "TABLE",
        "TRUNCATE",
        "LOCK",
        "DISTINCT",
        "ON"
    };

    @Override
    public void look(Passage passage, Consumer<Reach> found) {
        boolean alias = hasAlias(passage);
        Deque<String> clauses = new ArrayDeque<>(List.of(""));
        for (int i = 0; i < passage.size(); i++) {
            follow(passage, i, clauses);
            if (isQualifier(passage, i) && isObject(passage, i, clauses.element(), alias)) {
                found.accept(new Reach(HazardCode.TOUCHES_SKEIN, SKEIN + "." + Names.quote(passage.value(i + 2))));
            }
        }
    }

    private static boolean isQualifier(Passage passage, int index) {
        return passage.isName(index)
                && passage.value(index).equals(SKEIN)
                && passage.at(index + 1, ".")
                && !passage.at(index - 1, ".");
    }

    /** Whether the passage has a table, an alias, a column or a variable of that name. */
    private static boolean hasAlias(Passage passage) {
        for (int i = 0; i < passage.size(); i++) {
            if (passage.isName(i) && passage.value(i).equals(SKEIN) && !passage.at(i + 1, ".")) {
                return true;
            }
        }
        return false;
    }

    private static void follow(Passage passage, int index, Deque<String> clauses) {
        if (passage.at(index, ";")) {
            clauses.clear();
            clauses.push("");
        } else if (passage.at(index, "(")) {
            clauses.push("");
        } else if (passage.at(index, ")") && clauses.size() > 1) {
            clauses.pop();
        } else if (passage.isOneOf(index, CLAUSES)) {
            clauses.pop();
            clauses.push(passage.value(index).toUpperCase(Locale.ROOT));
        }
    }

    private static boolean isObject(Passage passage, int index, String clause, boolean alias) {
        return !alias
                || passage.at(index + 3, ".")
                || passage.at(index + 3, "(")
                || passage.isOneOf(index - 1, BEFORE_OBJECT)
                || (passage.at(index - 1, "FROM") && isFromOfQuery(passage, index, clause))
                || (passage.at(index - 1, ",")
                        && List.of("FROM", "TABLE", "TRUNCATE", "LOCK", "USING").contains(clause))
                || (passage.at(index - 1, "ON") && !passage.isOneOf(index + 3, "=", "<>", "<", ">", "<=", ">=", "IS"));
    }

    /** IS DISTINCT FROM compares, and in extract() and its like FROM stands without SELECT. */
    private static boolean isFromOfQuery(Passage passage, int index, String clause) {
        return clause.equals("FROM") && !passage.at(index - 2, "DISTINCT") && !isInExtract(passage, index);
    }

    private static boolean isInExtract(Passage passage, int index) {
        for (int i = index - 2; i >= Math.max(0, index - 5); i--) {
            if (passage.at(i, "(")) {
                return List.of("extract", "trim", "substring", "overlay").contains(passage.value(i - 1));
            }
        }
        return false;
    }
}
