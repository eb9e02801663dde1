package dev.skein.plan.probe;

import dev.skein.plan.probe.Probe.Kind;
import dev.skein.plan.sql.SqlStatement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that the bundle demands of rows that are there.
 *
 * @param about what is demanded, of which table
 * @param relations the tables on the target whose rows are read
 * @param doubt why the rows of today cannot tell, as the beginning of a sentence; empty text where they can
 */
record Demand(About about, @Nullable SqlStatement statement, List<String> relations, String doubt, Question question) {
    Demand {
        relations = List.copyOf(relations);
    }

    /** The same with a reason to doubt, unless there is one already. */
    Demand doubted(String reason) {
        return new Demand(about, statement, relations, doubt.isEmpty() ? reason : doubt, question);
    }

    /**
     * What is demanded.
     *
     * @param broken what breaks it, said after a number: of one row, and of several
     */
    record About(Kind kind, String relation, String subject, Broken broken) {}

    /** What breaks a demand, for one and for several. */
    record Broken(String one, String several) {}
}
