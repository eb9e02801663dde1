package dev.skein.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.bundle.Bundle;
import dev.skein.target.TargetConnector;
import dev.skein.target.TargetSession;
import dev.skein.target.TransientFailure;
import dev.skein.testing.TestBundle;
import dev.skein.testing.TestDatabase;
import dev.skein.testing.TestServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A plan does not wait for those who hold the target's tables; it can be made later. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LockedTargetIT {
    private static final String CREATE = """
            CREATE TABLE customer (id bigint PRIMARY KEY, email text);
            CREATE VIEW emails AS SELECT email FROM customer;
            """;

    private final TestDatabase database = TestServer.of(15).database();
    private final Bundle bundle =
            TestBundle.of("V1__create.sql", CREATE, "V2__more.sql", "ALTER TABLE customer ADD COLUMN age int;");

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void comes_again_where_a_definition_cannot_be_read() throws SQLException {
        Applied.to(database, TestBundle.of("V1__create.sql", CREATE));
        try (Connection other = locked("customer")) {
            assertThatThrownBy(() -> Planning.by(DryRun.SHADOW).plan(database, bundle))
                    .isInstanceOf(TransientFailure.class)
                    .hasMessageContaining("lock");
            other.rollback();
        }
    }

    @Test
    void comes_again_where_the_history_is_locked() throws SQLException {
        Applied.to(database, TestBundle.of("V1__create.sql", CREATE));
        try (Connection other = locked("flyway_schema_history")) {
            assertThatThrownBy(() -> Planning.by(DryRun.OFF).plan(database, bundle))
                    .isInstanceOf(TransientFailure.class)
                    .hasMessageContaining("lock");
            other.rollback();
        }
    }

    @Test
    void comes_again_where_pg_dump_does_not_get_its_locks() throws SQLException {
        Applied.to(database, TestBundle.of("V1__create.sql", CREATE));
        database.execute("CREATE TABLE elsewhere (id int)");
        try (Connection other = locked("elsewhere")) {
            assertThatThrownBy(() -> Planning.by(DryRun.SHADOW).cloning().plan(database, bundle))
                    .isInstanceOf(TransientFailure.class)
                    .hasMessageContaining("pg_dump")
                    .hasMessageContaining("lock");
            other.rollback();
        }
    }

    @Test
    void leaves_the_sessions_own_wait_as_it_was() throws SQLException {
        TargetConnector connector = new TargetConnector(Duration.ofSeconds(10));
        Planning planning = Planning.by(DryRun.OFF);
        try (TargetSession session = connector.open(database.target(), "test");
                Statement statement = session.connection().createStatement()) {
            statement.execute("SET lock_timeout TO '17s'");
            new Planner(connector, Clock.systemUTC()).plan(bundle, planning.where(database), session);
            try (ResultSet row = statement.executeQuery("SHOW lock_timeout")) {
                row.next();
                assertThat(row.getString(1)).isEqualTo("17s");
            }
        }
    }

    private Connection locked(String table) throws SQLException {
        Connection connection = database.connect();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("LOCK TABLE " + table + " IN ACCESS EXCLUSIVE MODE");
        }
        return connection;
    }
}
