package dev.skein.flyway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.bundle.Bundle;
import dev.skein.target.Glance;
import dev.skein.target.TargetConnector;
import dev.skein.target.TargetSession;
import dev.skein.testing.TestBundle;
import dev.skein.testing.TestDatabase;
import dev.skein.testing.TestServer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @ParameterizedTest
    @CsvSource(textBlock = """
            V1__one_thing.sql V1_1__b.sql V2__c.sql R__View_a.sql R__b.sql,                              true,  0
            V1__one_thing.sql V1_1__b.sql V2__c.sql R__View_a.sql R__b.sql V10__x.sql V2_5__y.sql,       true,  2
            V1__one_thing.sql V1_1__b.sql V2__c.sql R__View_a.sql R__b.sql R__c.sql R__A.sql V3__z.sql,  true,  3
            V1__one_thing.sql V1_1__b.sql V2__c.sql R__View_a.sql* R__b.sql* V3__z.sql,                  true,  3
            V1__one_thing.sql V1_1__b.sql V2__c.sql* R__View_a.sql R__b.sql,                             false, 0
            V1__one_thing.sql V2__c.sql R__View_a.sql R__b.sql,                                          false, 0
            V1__one_thing.sql V1_1__b.sql V2__c.sql R__View_a.sql,                                       false, 0
            V1__one_thing.sql V1_1__b.sql V1_2__late.sql V2__c.sql R__View_a.sql R__b.sql,               false, 0
            V1__one_thing.sql V1_1__other.sql V2__c.sql R__View_a.sql R__b.sql,                          false, 0
            """)
    void says_the_same_as_flyway(String files, boolean plain, int pending) throws SQLException {
        try (TestDatabase database = TestServer.of(17).database();
                TargetSession session = new TargetConnector(Duration.ofSeconds(10)).open(database.target(), "test")) {
            FlywaySetup.migrating(made("V1__one_thing.sql V1_1__b.sql V2__c.sql R__View_a.sql R__b.sql"), session)
                    .migrate();
            Bundle next = made(files);

            Optional<List<PendingMigration>> told =
                    PlainStanding.of(next, Glance.history(session).orElseThrow());
            Standing flyway = Standing.byFlyway(next, session);

            assertThat(told.isPresent()).isEqualTo(plain);
            assertThat(flyway.problems().isEmpty()).isEqualTo(plain);
            assertThat(flyway.pending()).hasSize(pending);
            assertThat(told.orElse(List.of())).isEqualTo(flyway.pending());
        }
    }

    /** A star stands for other content. */
    private static Bundle made(String files) {
        return TestBundle.of(Arrays.stream(files.split(" "))
                .flatMap(file -> Stream.of(file.replace("*", ""), file.endsWith("*") ? "SELECT 2;" : "SELECT 1;"))
                .toArray(String[]::new));
    }

    private Standing standing(TestDatabase database) throws SQLException {
        try (TargetSession session = new TargetConnector(Duration.ofSeconds(10)).open(database.target(), "test")) {
            return Standing.of(bundle, session);
        }
    }
}
