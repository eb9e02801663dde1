package dev.skein.target;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a pooler leaves a session to its client. No pooler says so, but one that does not gives the session that was marked
 * to the next who begins a transaction, or gives the client another one while such transactions are open.
 *
 * @see <a href="https://www.pgbouncer.org/features.html">PgBouncer's modes</a>
 */
final class PoolerCheck {
    private static final Logger LOG = LoggerFactory.getLogger(PoolerCheck.class);

    /** Beside an idle pool one shows it, or two where the pool hands its sessions out in turn; one more for a busy pool. */
    private static final int OTHERS = 3;

    private static final int LOOKS = 3;

    /** Milliseconds that the pool has to give another connection. */
    private static final int LONGEST_WAIT = 5_000;

    /** PgBouncer's answer to BEGIN in statement mode; its SQLSTATE says nothing, as it is that of all its answers. */
    private static final String NO_TRANSACTIONS = "transaction blocks not allowed";

    private final Connection connection;
    private final Opening another;
    private final String mark = UUID.randomUUID().toString();

    /** @param another opens one more connection through the same pool */
    PoolerCheck(Connection connection, Opening another) {
        this.connection = connection;
        this.another = another;
    }

    /** Opens a connection. */
    @FunctionalInterface
    interface Opening {
        /** Opens it, or fails with a {@link TransientFailure}. */
        Connection open() throws SQLException;
    }

    /**
     * Requires a session for as long as the connection is open. What is set to find out has no meaning to anybody.
     *
     * @throws TransactionPooling when it is none
     */
    void require() throws SQLException {
        List<Connection> others = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            // RDS Proxy leaves a session to a client that has set something in it.
            statement.execute("SET skein.session = '" + mark + "'");
            look(statement);
            Optional<Connection> other = other();
            while (other.isPresent()) {
                others.add(other.get());
                look(statement);
                other = others.size() < OTHERS ? other() : Optional.empty();
            }
            look(statement);
        } finally {
            close(others);
        }
    }

    private void look(Statement statement) throws SQLException {
        for (int i = 0; i < LOOKS; i++) {
            if (!isMarked(statement)) {
                throw new TransactionPooling();
            }
        }
    }

    private boolean isMarked(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT current_setting('skein.session', true)")) {
            row.next();
            return mark.equals(row.getString(1));
        }
    }

    /** Opens another in a transaction; empty where the pool has none to give, so that it has not given ours either. */
    private Optional<Connection> other() throws SQLException {
        try {
            Connection other = another.open();
            try {
                begin(other);
                return Optional.of(other);
            } catch (SQLException e) {
                close(List.of(other));
                throw e;
            }
        } catch (TransactionPooling e) {
            throw e;
        } catch (SQLException | TransientFailure e) {
            LOG.atDebug().setCause(e).log("the pool gives no further connection");
            return Optional.empty();
        }
    }

    private void begin(Connection other) throws SQLException {
        other.setNetworkTimeout(Runnable::run, LONGEST_WAIT);
        other.setAutoCommit(false);
        try (Statement statement = other.createStatement()) {
            if (isMarked(statement)) {
                throw new TransactionPooling();
            }
        } catch (SQLException e) {
            throw String.valueOf(e.getMessage()).contains(NO_TRANSACTIONS) ? new TransactionPooling() : e;
        }
    }

    private static void close(List<Connection> others) {
        for (Connection other : others) {
            try {
                other.close();
            } catch (SQLException e) {
                LOG.atDebug().setCause(e).log("connection not closed");
            }
        }
    }
}
