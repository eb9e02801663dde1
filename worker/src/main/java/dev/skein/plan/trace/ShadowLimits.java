package dev.skein.plan.trace;

import dev.skein.flyway.Failure;
import dev.skein.flyway.ServerError;
import dev.skein.plan.sql.Shape;
import dev.skein.plan.sql.SqlStatement;
import java.util.Optional;
import java.util.Set;

/**
 * Tells failures that come from what a shadow lacks from those that would come everywhere. Rows: data exceptions, violated
 * constraints, RAISE and NO_DATA_FOUND in a statement that reads or writes rows. Extensions and the like: names that
 * are not there, as long as something is known to be missing. Rights: insufficient_privilege, where the role that tries
 * may do less.
 *
 * @see <a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">PostgreSQL error codes</a>
 */
final class ShadowLimits {
    private static final Set<String> RAISED = Set.of("P0001", "P0002");

    /** Undefined function, object, table, column, schema; feature or file that is not available. */
    private static final Set<String> NOT_THERE = Set.of("42883", "42704", "42P01", "42703", "3F000", "0A000", "58P01");

    /** insufficient_privilege */
    private static final String NOT_ALLOWED = "42501";

    private ShadowLimits() {}

    static Optional<Inconclusive> of(SqlStatement statement, Failure failure, Lacks lacks) {
        Optional<ServerError> error = error(failure);
        Optional<Inconclusive> rows = error.filter(server -> mayComeFromRows(server.sqlState())
                        && Shape.of(statement).usesRows())
                .map(server -> new Inconclusive(
                        statement,
                        server.sqlState(),
                        "depends on rows, which the shadow does not have: " + server.message()));
        return rows.or(() -> error.flatMap(server -> ofLacks(statement, server, lacks)));
    }

    private static Optional<Inconclusive> ofLacks(SqlStatement statement, ServerError server, Lacks lacks) {
        String why = "";
        if (!lacks.missing().isEmpty() && NOT_THERE.contains(server.sqlState())) {
            why = "may need what the shadow lacks (" + String.join("; ", lacks.missing()) + "): ";
        } else if (!lacks.role().isEmpty() && NOT_ALLOWED.equals(server.sqlState())) {
            why = lacks.role() + ": ";
        }
        return why.isEmpty()
                ? Optional.empty()
                : Optional.of(new Inconclusive(statement, server.sqlState(), why + server.message()));
    }

    private static Optional<ServerError> error(Failure failure) {
        return failure.match(new Failure.Cases<Optional<ServerError>>() {
            @Override
            public Optional<ServerError> statement(Failure.Statement failed) {
                return Optional.of(failed.error());
            }

            @Override
            public Optional<ServerError> database(Failure.Database failed) {
                return Optional.empty();
            }

            @Override
            public Optional<ServerError> flyway(Failure.Refusal failed) {
                return Optional.empty();
            }
        });
    }

    private static boolean mayComeFromRows(String sqlState) {
        return sqlState.startsWith("22") || sqlState.startsWith("23") || RAISED.contains(sqlState);
    }
}
