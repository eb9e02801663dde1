package dev.skein.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.testing.PgBouncer;
import dev.skein.testing.TestDatabase;
import dev.skein.testing.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whole runs under what roles carry, and through a pooler. */
class RoleSettingsIT {
    private final TestDatabase database = TestServer.of(17).database();

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void applies_the_same_whatever_a_role_carries() {
        for (String setting : new String[] {
            "search_path TO nowhere",
            "default_transaction_isolation TO serializable",
            "default_transaction_deferrable TO on",
            "row_security TO off",
            "synchronous_commit TO off",
            "idle_session_timeout TO '1s'",
            "idle_in_transaction_session_timeout TO '1s'",
            "transaction_timeout TO '1s'",
            "statement_timeout TO '1s'",
            "lock_timeout TO '1s'",
            "exit_on_error TO on",
            "standard_conforming_strings TO off"
        }) {
            database.executeAsAdmin("ALTER ROLE " + database.name() + " SET " + setting);
        }
        String[] bundle = {
            "V1__a.sql",
            "CREATE TABLE a (path text); INSERT INTO a VALUES ('C:\\new'); SELECT pg_sleep(2);",
            "V2__b.sql",
            "CREATE INDEX CONCURRENTLY a_path ON a (path);",
            "V3__settings.sql",
            "CREATE TABLE b AS SELECT current_setting('synchronous_commit') || ' ' || current_setting('transaction_isolation')"
                    + " AS told;"
        };

        assertThat(new Applying(database).apply(bundle)).hasSize(3);

        assertThat(database.query("SELECT path FROM public.a")).containsExactly("C:\\new");
        assertThat(database.query("SELECT told FROM public.b")).containsExactly("on read committed");
        assertThat(database.query("SELECT count(*) FROM public.flyway_schema_history WHERE success"))
                .containsExactly("3");
    }

    @Test
    void applies_through_a_pool_in_session_mode() {
        try (PgBouncer pooler = PgBouncer.start(database, "pool_mode = session")) {
            Applying applying = new Applying(pooler.of(database.target()));
            String[] bundle = {
                "V1__a.sql", "CREATE TABLE a (id int);", "V2__b.sql", "CREATE INDEX CONCURRENTLY a_id ON a (id);"
            };

            assertThat(applying.apply("V1__a.sql", "CREATE TABLE a (id int);")).hasSize(1);
            assertThat(applying.apply(bundle)).containsExactly("migrations/V2__b.sql");
            assertThat(applying.apply(bundle)).isEmpty();
        }
        assertThat(database.query("SELECT indisvalid FROM pg_index WHERE indexrelid = 'a_id'::regclass"))
                .containsExactly("t");
    }
}
