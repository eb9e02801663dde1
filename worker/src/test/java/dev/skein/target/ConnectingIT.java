package dev.skein.target;

import static dev.skein.testing.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.skein.testing.Doorway;
import dev.skein.testing.TestDatabase;
import dev.skein.testing.TestServer;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Databases that are away, wake up, or refuse a login. */
class ConnectingIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration LONG = Duration.ofHours(1);

    private final TestServer server = TestServer.of(17);
    private final TestDatabase database = server.database();
    private final Doorway doorway = Doorway.to(server);
    private final Target target = doorway.of(database.target());

    @AfterEach
    void drop() throws IOException {
        doorway.close();
        database.close();
    }

    @Test
    void waits_for_a_database_that_wakes_up() throws Exception {
        TargetConnector connector = new TargetConnector(new ConnectLimits(TIMEOUT, LONG, LONG));
        CompletableFuture<TargetSession> opening = CompletableFuture.supplyAsync(() -> open(connector, target));
        await().atMost(PATIENCE).until(() -> doorway.knocks() > 3);

        doorway.open();

        try (TargetSession session = opening.get()) {
            assertThat(session.exists("pg_class")).isTrue();
        }
    }

    @Test
    void gives_up_when_its_time_is_over_and_leaves_the_database_alone_after_three_times_in_a_row() throws SQLException {
        TargetConnector connector = new TargetConnector(new ConnectLimits(TIMEOUT, Duration.ZERO, LONG));
        for (int i = 1; i <= 3; i++) {
            assertThatThrownBy(() -> connector.open(target, "test"))
                    .isInstanceOf(TransientFailure.class)
                    .hasMessageContaining("cannot be reached");
            assertThat(doorway.knocks()).isEqualTo(i);
        }

        assertThatThrownBy(() -> connector.open(target, "test"))
                .isInstanceOf(TransientFailure.class)
                .hasMessageContaining("left alone");

        assertThat(doorway.knocks()).isEqualTo(3);
        connector
                .open(other("billing", target.url().replace("127.0.0.1", "localhost")), "test")
                .close();
    }

    @Test
    void looks_once_after_a_while_whether_the_database_is_back() throws SQLException {
        TargetConnector connector =
                new TargetConnector(new ConnectLimits(TIMEOUT, Duration.ofSeconds(1), Duration.ofMillis(500)));
        for (int i = 0; i < 3; i++) {
            assertThat(catchThrowable(() -> connector.open(target, "test"))).isInstanceOf(TransientFailure.class);
        }
        int before = doorway.knocks();
        assertThat(before).isGreaterThan(3);

        await().atMost(PATIENCE).until(() -> {
            assertThat(catchThrowable(() -> connector.open(target, "test"))).isInstanceOf(TransientFailure.class);
            return doorway.knocks() > before;
        });
        assertThat(doorway.knocks()).isEqualTo(before + 1);

        doorway.open();
        await().atMost(PATIENCE)
                .until(() -> catchThrowable(() -> connector.open(target, "test").close()) == null);
        for (int i = 0; i < 3; i++) {
            connector.open(target, "test").close();
        }
    }

    @Test
    void does_not_take_a_refused_login_for_a_database_that_is_away() throws SQLException {
        doorway.open();
        TargetConnector connector = new TargetConnector(new ConnectLimits(TIMEOUT, LONG, LONG));
        for (int i = 0; i < 4; i++) {
            assertRefused(connector, login("wrong"));
        }

        connector.open(target, "test").close();
    }

    @Test
    void asks_once_more_for_a_password_that_was_refused_since_it_may_have_been_rotated() throws SQLException {
        doorway.open();
        TargetConnector connector = new TargetConnector(TIMEOUT);
        String old = database.password();
        database.execute("ALTER ROLE " + database.name() + " PASSWORD 'new'");

        connector.open(login(old, "new"), "test").close();

        assertRefused(connector, login(old, "wrong", "new"));
    }

    private static void assertRefused(TargetConnector connector, Target target) {
        assertThatThrownBy(() -> connector.open(target, "test"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
    }

    /** One password after the other, then the last again and again. */
    private Target login(String... passwords) {
        Iterator<String> rest = List.of(passwords).iterator();
        String[] last = new String[1];
        return new Target(
                target.name(),
                target.url(),
                new PasswordCredentials(database.name(), () -> {
                    last[0] = rest.hasNext() ? rest.next() : last[0];
                    return new Secret(last[0]);
                }),
                target.namespace());
    }

    private Target other(String name, String url) {
        doorway.open();
        return new Target(name, url, target.credentials(), target.namespace());
    }

    private static TargetSession open(TargetConnector connector, Target target) {
        try {
            return connector.open(target, "test");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
