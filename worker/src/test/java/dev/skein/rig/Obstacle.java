package dev.skein.rig;

import static dev.skein.testing.Patience.PATIENCE;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** What stops a worker at one moment: a proxy that holds a message, or a lock of another session. */
interface Obstacle extends AutoCloseable {
    /** Waits until the worker stands there. */
    void await() throws InterruptedException;

    /** Takes it away. */
    @Override
    void close();

    /** A message that a proxy holds; it is gone when the worker's network is. */
    static Obstacle of(Trap trap) {
        return new Obstacle() {
            @Override
            public void await() throws InterruptedException {
                trap.await();
            }

            @Override
            public void close() {
                trap.release();
            }
        };
    }

    /** Another session's transaction. */
    final class Session implements Obstacle {

        private final Database database;
        private final Connection connection;
        private final String stopped;

        /**
         * @param stopped a query that is true when the worker stands at it
         * @param statements that the transaction begins with
         */
        Session(Database database, String stopped, String... statements) {
            this.database = database;
            this.stopped = stopped;
            try {
                this.connection = database.connect();
                connection.setAutoCommit(false);
                connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
                try (Statement statement = connection.createStatement()) {
                    for (String sql : statements) {
                        statement.execute(sql);
                    }
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void await() {
            org.awaitility.Awaitility.await(stopped).atMost(PATIENCE).until(() -> database.is(stopped));
        }

        @Override
        public void close() {
            try {
                connection.close();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
