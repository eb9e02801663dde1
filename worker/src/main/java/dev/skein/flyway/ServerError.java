package dev.skein.flyway;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * What PostgreSQL said.
 *
 * @param raised whether a RAISE of PL/pgSQL said it, which may hold values of rows in any class of errors
 * @param detail may hold values of rows
 */
public record ServerError(
        String sqlState,
        String message,
        boolean raised,
        @Nullable String detail,
        @Nullable String hint) {
    /** The function of PostgreSQL's source that carries out RAISE. */
    private static final String RAISE = "exec_stmt_raise";

    /** Takes it out of the driver's exception. */
    public static ServerError of(SQLException failure) {
        ServerErrorMessage server = failure instanceof PSQLException psql ? psql.getServerErrorMessage() : null;
        String state = String.valueOf(failure.getSQLState());
        return server == null
                ? new ServerError(state, String.valueOf(failure.getMessage()), false, null, null)
                : new ServerError(
                        state,
                        String.valueOf(server.getMessage()),
                        RAISE.equals(server.getRoutine()),
                        server.getDetail(),
                        server.getHint());
    }
}
