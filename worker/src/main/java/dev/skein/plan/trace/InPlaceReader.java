package dev.skein.plan.trace;

import dev.skein.flyway.ReadConnection;
import dev.skein.plan.sql.Shape;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Reads what is about to be executed on the target itself: nothing may end the transaction that is rolled back, and
 * nothing may wait for a lock for longer than 3 s, whatever the bundle has set, so that nobody queues behind it.
 */
final class InPlaceReader implements ReadConnection.Reader {
    /** invalid_transaction_termination */
    private static final String REFUSED = "2D000";

    /** A shorter wait of the bundle's own stays. */
    private static final String LOCK_TIMEOUT = """
            SELECT pg_catalog.set_config('lock_timeout', '3s', true)
            WHERE pg_catalog.current_setting('lock_timeout')::pg_catalog.interval
                NOT BETWEEN '00:00:00.001' AND '00:00:03'""";

    private final Connection connection;

    /** @param connection the one that is read for */
    InPlaceReader(Connection connection) {
        this.connection = connection;
    }

    @Override
    public String read(String sql) throws SQLException {
        Shape shape = Shape.of(sql);
        if (shape.endsTransaction()) {
            throw new SQLException(
                    "a dry run on the target does not execute what ends its transaction: " + shape.command(), REFUSED);
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(LOCK_TIMEOUT);
        }
        return sql;
    }
}
