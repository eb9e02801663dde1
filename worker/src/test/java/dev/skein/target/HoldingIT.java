package dev.skein.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.testing.TestDatabase;
import dev.skein.testing.TestServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HoldingIT {
    private static final String RUN = "orders/orders/1.4.0/71UwaK.bLawb56pGB88Qp.FbHZ1wDSuh";

    private final TestDatabase database = TestServer.of(17).database();
    private final TargetConnector connector = new TargetConnector(Duration.ofSeconds(10));

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void gives_way_to_another_run_and_says_who_holds_the_target() throws SQLException {
        try (TargetSession first = connector.openRun(database.target(), RUN);
                TargetSession second = connector.openRun(database.target(), RUN + "2")) {
            first.takeLease(RUN, Succession.TAKES_OVER);

            assertThatThrownBy(() -> second.takeLease(RUN + "2", Succession.TAKES_OVER))
                    .isInstanceOf(TransientFailure.class)
                    .hasMessageContaining("public.flyway_schema_history")
                    .hasMessageContaining("orders/orders/1.4.0/");
        }
    }

    @Test
    void waits_for_a_server_that_can_be_written() throws SQLException {
        database.executeAsAdmin("ALTER ROLE " + database.name() + " SET default_transaction_read_only TO on");
        try (TargetSession session = connector.openRun(database.target(), RUN)) {
            assertThatThrownBy(session::requireWriter)
                    .isInstanceOf(TransientFailure.class)
                    .hasMessageContaining("default_transaction_read_only");
        }
    }

    @Test
    void ends_what_a_worker_before_left_behind_in_the_same_run_so_that_it_commits_nothing() throws SQLException {
        try (TargetSession dead = connector.openRun(database.target(), RUN);
                TargetSession next = connector.openRun(database.target(), RUN)) {
            dead.takeLease(RUN, Succession.TAKES_OVER);
            Connection connection = dead.connection();
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE late (id int)");
            }

            next.takeLease(RUN, Succession.TAKES_OVER);

            assertThatThrownBy(connection::commit).isInstanceOf(SQLException.class);
            assertThat(database.query("SELECT to_regclass('late') IS NULL")).containsExactly("t");
        }
    }

    @Test
    void ends_it_too_where_the_session_has_taken_another_role() throws SQLException {
        String owner = database.name() + "_owner";
        database.executeAsAdmin("CREATE ROLE " + owner, "GRANT " + owner + " TO " + database.name());
        Namespace namespace = new Namespace("public", List.of(), "flyway_schema_history", owner);
        try (TargetSession dead = connector.openRun(database.target(namespace), RUN);
                TargetSession next = connector.openRun(database.target(namespace), RUN)) {
            dead.takeLease(RUN, Succession.TAKES_OVER);

            next.takeLease(RUN, Succession.TAKES_OVER);

            assertThat(next.connection().isValid(5)).isTrue();
            try (Statement statement = next.connection().createStatement();
                    ResultSet row = statement.executeQuery("SELECT current_user")) {
                row.next();
                assertThat(row.getString(1)).isEqualTo(owner);
            }
        } finally {
            database.executeAsAdmin("DROP ROLE " + owner);
        }
    }

    @Test
    void a_further_copy_of_the_message_waits_for_the_first_one() throws SQLException {
        try (TargetSession first = connector.openRun(database.target(), RUN);
                TargetSession copy = connector.openRun(database.target(), RUN)) {
            first.takeLease(RUN, Succession.WAITS);

            assertThatThrownBy(() -> copy.takeLease(RUN, Succession.WAITS))
                    .isInstanceOf(TransientFailure.class)
                    .hasMessageContaining("the same run");
            assertThat(first.connection().isValid(5)).isTrue();
        }
    }
}
