package dev.skein.flyway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.bundle.Bundle;
import dev.skein.target.TargetConnector;
import dev.skein.target.TargetSession;
import dev.skein.testing.TestBundle;
import dev.skein.testing.TestDatabase;
import dev.skein.testing.TestServer;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StandingIT {
    private final Bundle bundle = TestBundle.of("V1__a.sql", "CREATE TABLE a (id int);");

    @Test
    void says_before_anything_is_tried_that_the_role_may_not_make_skeins_schema() throws SQLException {
        try (TestDatabase database = TestServer.of(17).database()) {
            database.executeAsAdmin("REVOKE CREATE ON DATABASE " + database.name() + " FROM " + database.name());

            assertThat(standing(database).problems())
                    .extracting(HistoryProblem::code)
                    .containsExactly(HistoryProblem.Code.SKEIN_SCHEMA_MISSING);

            database.executeAsAdmin("CREATE SCHEMA skein AUTHORIZATION " + database.name());
            assertThat(standing(database).pending()).hasSize(1);
        }
    }

    @Test
    void says_so_where_the_schema_belongs_to_somebody_else() throws SQLException {
        try (TestDatabase database = TestServer.of(17).database()) {
            database.executeAsAdmin("CREATE SCHEMA skein");

            assertThat(standing(database).problems())
                    .extracting(HistoryProblem::code)
                    .containsExactly(HistoryProblem.Code.SKEIN_SCHEMA_MISSING);
        }
    }

    private Standing standing(TestDatabase database) throws SQLException {
        try (TargetSession session = new TargetConnector(Duration.ofSeconds(10)).open(database.target(), "test")) {
            return Standing.of(bundle, session);
        }
    }
}
