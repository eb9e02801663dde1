package dev.skein.target;

import static dev.skein.testing.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.skein.testing.Doorway;
import dev.skein.testing.TestDatabase;
import dev.skein.testing.TestServer;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What roles and databases carry does not reach the work, and connections that are gone are found out. */
class SessionStartIT {
    private final TestServer server = TestServer.of(17);
    private final TestDatabase database = server.database();
    private final TargetConnector connector = new TargetConnector(Duration.ofSeconds(10));

    @AfterEach
    void drop() {
        database.close();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            exit_on_error, on, off
            standard_conforming_strings, off, on
            statement_timeout, 20s, 0
            transaction_timeout, 20s, 0
            idle_in_transaction_session_timeout, 20s, 0
            idle_session_timeout, 20s, 0
            default_transaction_isolation, serializable, read committed
            default_transaction_deferrable, on, off
            row_security, off, on
            synchronous_commit, off, on
            synchronous_commit, local, on
            synchronous_commit, remote_apply, remote_apply
            client_connection_check_interval, 0, 5s
            tcp_keepalives_idle, 7200, 30
            tcp_user_timeout, 0, 60000
            """)
    void sets_what_a_role_carries(String setting, String carried, String expected) throws SQLException {
        database.executeAsAdmin("ALTER ROLE " + database.name() + " SET " + setting + " TO '" + carried + "'");

        try (TargetSession session = connector.open(database.target(), "test")) {
            assertThat(ask(session, "SHOW " + setting)).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {15, 16, 18})
    void does_so_on_every_version(int major) throws SQLException {
        try (TestDatabase other = TestServer.of(major).database();
                TargetSession session = connector.open(other.target(), "test")) {
            assertThat(ask(session, "SHOW client_connection_check_interval")).isEqualTo("5s");
        }
    }

    @Test
    void refuses_a_login_under_which_no_foreign_key_counts() {
        database.executeAsAdmin("ALTER ROLE " + database.name() + " SET session_replication_role TO replica");

        assertThatThrownBy(() -> connector.open(database.target(), "test"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("RESET session_replication_role");
    }

    @Test
    void sets_role_and_search_path_whatever_they_are_called() throws SQLException {
        String role = database.name() + " \"Own,er";
        String quoted = TargetSession.quote(role);
        database.executeAsAdmin("CREATE ROLE " + quoted, "GRANT " + quoted + " TO " + database.name());
        try (TargetSession session = connector.open(
                database.target(new Namespace("public", List.of("a\"b", "C,d"), "history", role)), "test")) {
            assertThat(ask(session, "SELECT current_user")).isEqualTo(role);
            assertThat(ask(session, "SHOW search_path")).isEqualTo("\"a\"\"b\", \"C,d\"");
        } finally {
            database.executeAsAdmin("DROP ROLE " + quoted);
        }
    }

    @Test
    void asks_soon_whether_the_other_side_is_there() throws Exception {
        try (Socket socket = new KeptSockets().createSocket()) {
            assertThat(socket.getOption(StandardSocketOptions.SO_KEEPALIVE)).isTrue();
            assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPIDLE)).isEqualTo(30);
            assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPINTERVAL)).isEqualTo(10);
            assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPCOUNT)).isEqualTo(3);
        }
    }

    @Test
    void a_statement_ends_soon_after_its_client_is_gone() throws Exception {
        CompletableFuture<Void> sleeping;
        try (Doorway doorway = Doorway.to(server)) {
            doorway.open();
            TargetSession session = connector.open(doorway.of(database.target()), "sleeper");
            sleeping = CompletableFuture.runAsync(() -> sleep(session));
            await().atMost(PATIENCE).until(() -> sleepers().equals(List.of("1")));
        }

        await().atMost(PATIENCE).until(() -> sleepers().equals(List.of("0")));
        assertThatThrownBy(sleeping::get).hasCauseInstanceOf(IllegalStateException.class);
    }

    private List<String> sleepers() {
        return database.query(
                "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'skein sleeper' AND wait_event = 'PgSleep'");
    }

    private static void sleep(TargetSession session) {
        try (Statement statement = session.connection().createStatement()) {
            statement.execute("SELECT pg_sleep(3600)");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String ask(TargetSession session, String question) throws SQLException {
        try (Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery(question)) {
            row.next();
            return row.getString(1);
        }
    }
}
