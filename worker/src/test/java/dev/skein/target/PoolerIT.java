package dev.skein.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.testing.PgBouncer;
import dev.skein.testing.TestDatabase;
import dev.skein.testing.TestServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions through a real PgBouncer. */
class PoolerIT {
    private final TestDatabase database = TestServer.of(17).database();
    private final TargetConnector connector = new TargetConnector(Duration.ofSeconds(10));
    private volatile boolean ended;

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void works_through_a_pool_in_session_mode_also_when_it_has_no_further_connection() throws SQLException {
        for (String pool : List.of("", "default_pool_size = 1", "default_pool_size = 1\nquery_wait_timeout = 1")) {
            try (PgBouncer pooler = start("session", pool);
                    TargetSession session = connector.open(pooler.of(database.target(inOtherRole())), "test")) {
                session.requireWriter();
                session.takeLease("run", Succession.TAKES_OVER);
                assertThat(ask(session.connection(), "SELECT current_user || current_setting('search_path')"))
                        .isEqualTo("pg_monitor\"there\"");
            }
        }
    }

    @Test
    void gives_the_session_back_as_it_was_so_that_the_next_run_takes_the_lease() throws SQLException {
        try (PgBouncer pooler = start("session")) {
            for (int i = 0; i < 3; i++) {
                try (TargetSession session = connector.open(pooler.of(database.target()), "test")) {
                    session.takeLease("run " + i, Succession.TAKES_OVER);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"transaction", "statement"})
    void refuses_a_pool_in_another_mode_and_leaves_nothing_in_its_sessions(String mode) throws SQLException {
        try (PgBouncer pooler = start(mode)) {
            assertRefused(pooler);

            try (Connection next = connect(pooler.of(database.target()))) {
                assertThat(ask(next, "SELECT current_setting('role') || current_setting('search_path')"))
                        .isEqualTo("none\"$user\", public");
                assertThat(ask(next, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"))
                        .isEqualTo("0");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void refuses_it_also_where_it_hands_out_idle_sessions_in_turn(int idle) throws SQLException {
        try (PgBouncer pooler = start("transaction", "server_round_robin = 1")) {
            fill(pooler, idle);

            assertRefused(pooler);
        }
    }

    @Test
    void refuses_it_also_where_others_use_it() throws Exception {
        try (PgBouncer pooler = start("transaction")) {
            List<CompletableFuture<Void>> others = Stream.generate(() -> CompletableFuture.runAsync(() -> use(pooler)))
                    .limit(3)
                    .toList();
            try {
                for (int i = 0; i < 10; i++) {
                    assertRefused(pooler);
                }
            } finally {
                ended = true;
                CompletableFuture.allOf(others.toArray(CompletableFuture[]::new))
                        .get();
            }
        }
    }

    @Test
    void says_at_once_what_a_pooler_refuses_for_good() {
        try (PgBouncer pooler = start("session")) {
            Target target = pooler.of(database.target());
            Target picky = new Target(
                    target.name(), target.url() + "?options=-cgeqo=off", target.credentials(), target.namespace());
            assertThatThrownBy(() -> connector.open(picky, "test"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("unsupported startup parameter")
                    .hasMessageContaining("ignore_startup_parameters");
        }
    }

    private PgBouncer start(String mode, String... more) {
        return PgBouncer.start(
                database,
                Stream.concat(Stream.of("pool_mode = " + mode), Stream.of(more)).toArray(String[]::new));
    }

    private void assertRefused(PgBouncer pooler) {
        assertThatThrownBy(() -> connector.open(pooler.of(database.target(inOtherRole())), "test"))
                .isInstanceOf(TransactionPooling.class)
                .hasMessageContaining("session mode");
    }

    private Namespace inOtherRole() {
        database.executeAsAdmin("GRANT pg_monitor TO " + database.name());
        return new Namespace("public", List.of("there"), "flyway_schema_history", "pg_monitor");
    }

    private void fill(PgBouncer pooler, int sessions) throws SQLException {
        List<Connection> open = new ArrayList<>();
        for (int i = 0; i < sessions; i++) {
            Connection connection = connect(pooler.of(database.target()));
            connection.setAutoCommit(false);
            ask(connection, "SELECT 1");
            open.add(connection);
        }
        for (Connection connection : open) {
            connection.rollback();
            connection.close();
        }
    }

    private void use(PgBouncer pooler) {
        try (Connection connection = connect(pooler.of(database.target()))) {
            while (!ended) {
                ask(connection, "SELECT count(*) FROM generate_series(1, 1000)");
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As others connect: without statements that stay prepared on the server. */
    private Connection connect(Target target) throws SQLException {
        return DriverManager.getConnection(target.url() + "?prepareThreshold=0", database.name(), database.password());
    }

    private static String ask(Connection connection, String question) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(question)) {
            row.next();
            return row.getString(1);
        }
    }
}
