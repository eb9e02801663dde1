package dev.skein.plan.guard;

import dev.skein.plan.guard.Passage.Origin;
import dev.skein.plan.hazard.HazardCode;
import java.util.Optional;
import java.util.function.Consumer;

/** Calls of functions that reach past the database; a table or column of the same name is none. */
final class CallCheck implements Check {
    /** What stands before a name with brackets that is no call: a table, a view, an alias. */
    private static final String[] NO_CALL = {
        "INTO", "TABLE", "VIEW", "EXISTS", "REFERENCES", "AS", "COPY", "ANALYZE", "VACUUM", "INDEX"
    };

    /** Objects that take a function's name without brackets. */
    private static final String[] TAKES_FUNCTION = {"OPERATOR", "AGGREGATE", "CAST", "TYPE", "CONVERSION"};

    @Override
    public void look(Passage passage, Consumer<Reach> found) {
        int[] closes = closes(passage);
        boolean ignored = false;
        boolean bare = false;
        for (int i = 0; i < passage.size(); i++) {
            if (i == 0 || passage.at(i - 1, ";")) {
                ignored = passage.isOneOf(i, "DROP", "COMMENT") || isAlterOfRoutine(passage, i);
                bare = passage.at(i, "CREATE") && passage.isOneOf(passage.skip(i + 1, "OR", "REPLACE"), TAKES_FUNCTION);
            }
            boolean called = passage.words().isCall(i) && !ignored && !isNoCall(passage, i, closes[i + 1]);
            if (called || (bare && passage.isName(i))) {
                report(passage, i, found);
            }
        }
        nameAlone(passage, found);
    }

    private static boolean isAlterOfRoutine(Passage passage, int start) {
        return passage.at(start, "ALTER") && passage.isOneOf(start + 1, "FUNCTION", "PROCEDURE", "ROUTINE");
    }

    private static void report(Passage passage, int index, Consumer<Reach> found) {
        String name = passage.value(index);
        Optional<HazardCode> code =
                passage.at(index - 1, ".") ? Functions.reach(passage.value(index - 2), name) : Functions.reach(name);
        code.ifPresent(reached -> found.accept(new Reach(reached, name + "()")));
    }

    private static boolean isNoCall(Passage passage, int index, int close) {
        int before = index - 1;
        while (passage.at(before, ".")) {
            before -= 2;
        }
        return passage.isOneOf(before, NO_CALL)
                || isDefinition(passage, before)
                || isIndexed(passage, before)
                || isNamedQuery(passage, before, close);
    }

    private static boolean isDefinition(Passage passage, int before) {
        return passage.isOneOf(before, "FUNCTION", "PROCEDURE", "AGGREGATE")
                && passage.isOneOf(before - 1, "CREATE", "REPLACE");
    }

    /** CREATE INDEX … ON name (…): the ON of a join follows a table, and no index. */
    private static boolean isIndexed(Passage passage, int before) {
        int on = passage.at(before, "ONLY") ? before - 1 : before;
        if (!passage.at(on, "ON")) {
            return false;
        }
        int head =
                passage.at(on - 1, "INDEX") || passage.at(on - 1, "CONCURRENTLY") ? on - 1 : indexBefore(passage, on);
        return head >= 0;
    }

    private static int indexBefore(Passage passage, int on) {
        int at = on - 1;
        while (passage.isName(at) && passage.at(at - 1, ".")) {
            at -= 2;
        }
        return passage.isOneOf(at - 1, "INDEX", "CONCURRENTLY", "EXISTS") ? at - 1 : -1;
    }

    /** WITH name (columns) AS (…), or another one of its queries. */
    private static boolean isNamedQuery(Passage passage, int before, int close) {
        return passage.isOneOf(before, "WITH", "RECURSIVE", ",")
                && passage.at(close + 1, "AS")
                && passage.isOneOf(close + 2, "(", "MATERIALIZED", "NOT");
    }

    /** In text that is put together, a name alone may become a call. */
    private static void nameAlone(Passage passage, Consumer<Reach> found) {
        if (passage.origin() == Origin.STRING && passage.size() > 0 && passage.isName(passage.size() - 1)) {
            int last = passage.size() - 1;
            if (last == 0 || passage.at(last - 1, ".")) {
                report(passage, last, found);
            }
        }
    }

    /** For each opening bracket the place of the one that closes it; for others, and for those left open, the end. */
    private static int[] closes(Passage passage) {
        int[] closes = new int[passage.size() + 1];
        int[] open = new int[passage.size()];
        int depth = 0;
        for (int i = 0; i < passage.size(); i++) {
            closes[i] = passage.size();
            if (passage.at(i, "(")) {
                open[depth++] = i;
            } else if (passage.at(i, ")") && depth > 0) {
                closes[open[--depth]] = i;
            }
        }
        return closes;
    }
}
