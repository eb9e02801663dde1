package dev.skein.plan.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.skein.flyway.ReadConnection;
import dev.skein.testing.TestDatabase;
import dev.skein.testing.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever uses the connection of a dry run on the target cannot end its transaction. */
class InPlaceReaderIT {
    private final TestDatabase database = TestServer.of(17).database();

    @AfterEach
    void drop() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COMMIT",
                "/* then */ commit work",
                "SELECT 1; END",
                "ROLLBACK",
                "ABORT",
                "COMMIT AND CHAIN",
                "PREPARE TRANSACTION 'x'"
            })
    void refuses_what_ends_the_transaction(String text) throws SQLException {
        database.execute("CREATE TABLE t (id int)");
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            Connection read =
                    ReadConnection.over(UncommittedConnection.over(connection), new InPlaceReader(connection));
            try (Statement statement = read.createStatement()) {
                statement.execute("INSERT INTO t VALUES (1)");
                assertThat(catchThrowableOfType(SQLException.class, () -> statement.execute(text))
                                .getSQLState())
                        .isEqualTo("2D000");
                assertThat(catchThrowableOfType(SQLException.class, () -> read.prepareStatement(text))
                                .getSQLState())
                        .isEqualTo("2D000");
            }
            read.commit();
            connection.rollback();
        }
        assertThat(database.query("SELECT id FROM t")).isEmpty();
    }

    @Test
    void lets_savepoints_be() throws SQLException {
        database.execute("CREATE TABLE t (id int)");
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            Connection read =
                    ReadConnection.over(UncommittedConnection.over(connection), new InPlaceReader(connection));
            try (Statement statement = read.createStatement()) {
                for (String text : new String[] {"SAVEPOINT a", "INSERT INTO t VALUES (1)", "ROLLBACK TO a"}) {
                    statement.execute(text);
                }
                try (var row = statement.executeQuery("SELECT count(*) FROM t")) {
                    row.next();
                    assertThat(row.getInt(1)).isZero();
                }
            }
            connection.rollback();
        }
    }
}
