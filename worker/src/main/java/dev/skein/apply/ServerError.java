package dev.skein.apply;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * What PostgreSQL said.
 *
 * @param detail may hold values of rows
 */
public record ServerError(
        String sqlState,
        String message,
        @Nullable String detail,
        @Nullable String hint) {
    /** Takes it out of the driver's exception. */
    public static ServerError of(SQLException failure) {
        ServerErrorMessage server = failure instanceof PSQLException psql ? psql.getServerErrorMessage() : null;
        String state = String.valueOf(failure.getSQLState());
        return server == null
                ? new ServerError(state, String.valueOf(failure.getMessage()), null, null)
                : new ServerError(state, String.valueOf(server.getMessage()), server.getDetail(), server.getHint());
    }
}
