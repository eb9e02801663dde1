package dev.skein.plan.guard;

import dev.skein.plan.hazard.Decision;
import dev.skein.plan.hazard.Hazard;
import dev.skein.plan.hazard.Severity;
import dev.skein.plan.sql.SqlStatement;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds statements that reach past the database: roles, the server's settings, other databases, files, programs, the
 * network, code, other sessions, and Skein's own tables. It reads words and executes nothing, so it can come before
 * everything else.
 *
 * <p>It looks into the bodies of functions and DO, and into strings there that may be executed. It cannot see what only
 * the run time puts together: names made with {@code chr()}, read from a table or given as {@code format()}'s arguments,
 * and statements that are handed to a function of the bundle's own. The second line is the role that the shadow runs as,
 * which PostgreSQL itself holds back.
 */
public final class StaticPass {
    private StaticPass() {}

    /** What reaches past the database, in the order of the statements; each code and object once for a statement. */
    public static List<Hazard> find(List<SqlStatement> statements) {
        return statements.stream()
                .flatMap(statement -> reaches(statement).stream().map(reach -> hazard(reach, statement)))
                .toList();
    }

    private static Set<Reach> reaches(SqlStatement statement) {
        Set<Reach> reaches = new LinkedHashSet<>();
        new Reading(reaches).read(statement.text());
        return reaches;
    }

    private static Hazard hazard(Reach reach, SqlStatement statement) {
        Advice advice = Advice.of(reach.code());
        return new Hazard(
                reach.code(),
                Severity.DANGER,
                Decision.BLOCK,
                reach.object(),
                statement,
                reach.object() + ": " + advice.why(),
                advice.safe());
    }
}
