package dev.skein.plan.segment;

import dev.skein.flyway.ReadConnection;
import dev.skein.plan.sql.Shape;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.regex.Pattern;

/**
 * Keeps the scripts of a segment, migrations and callbacks, from ending its transaction: the segment is the transaction. A BEGIN
 * and a COMMIT are left out; a ROLLBACK is refused, since it would undo what is applied in one transaction with it.
 */
public final class Framing implements ReadConnection.Reader {
    /** invalid_transaction_termination */
    private static final String REFUSED = "2D000";

    /** What any such statement has in it; to read each statement whole takes time. */
    private static final Pattern SUSPECT =
            Pattern.compile("begin|start|commit|end|rollback|abort|prepare", Pattern.CASE_INSENSITIVE);

    private final Connection connection;

    /** @param connection in a transaction, where there is one, as JDBC has it: without auto-commit */
    public Framing(Connection connection) {
        this.connection = connection;
    }

    /** Whether a statement is left out of a transaction. */
    public static boolean isLeftOut(String sql) {
        return Shape.of(sql).framesTransaction();
    }

    @Override
    public String read(String sql) throws SQLException {
        if (connection.getAutoCommit() || !SUSPECT.matcher(sql).find()) {
            return sql;
        }
        Shape shape = Shape.of(sql);
        if (shape.framesTransaction()) {
            return "";
        }
        if (shape.endsTransaction()) {
            throw new SQLException(
                    shape.command()
                            + " would undo what is applied in one transaction with it: leave it out, and the transaction's BEGIN",
                    REFUSED);
        }
        return sql;
    }
}
