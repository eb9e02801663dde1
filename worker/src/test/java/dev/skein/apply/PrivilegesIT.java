package dev.skein.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.flyway.HistoryProblem;
import dev.skein.flyway.Standing;
import dev.skein.target.Namespace;
import dev.skein.target.PasswordCredentials;
import dev.skein.target.Secret;
import dev.skein.target.Target;
import dev.skein.target.TargetConnector;
import dev.skein.target.TargetSession;
import dev.skein.testing.TestBundle;
import dev.skein.testing.TestDatabase;
import dev.skein.testing.TestServer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a role lacks is said before anything is tried, in statements to type. */
class PrivilegesIT {
    private static final String[] BUNDLE = {"V1__a.sql", "CREATE TABLE a (id int);"};
    private static final String LACKS = "the role that migrates lacks privileges: ";

    private final TestDatabase database = TestServer.of(17).database();
    private final String role = database.name() + "_Second";
    private final String quoted = '"' + role + '"';

    @AfterEach
    void drop() {
        database.executeAsAdmin("DROP OWNED BY " + quoted, "DROP ROLE " + quoted);
        database.close();
    }

    @Test
    void a_second_role_needs_what_is_named_and_nothing_else() throws SQLException {
        new Applying(database).apply(BUNDLE);
        create();
        Target second = target("Shop", "flyway_schema_history");

        List<String> grants = grantUntilNothingIsNamed(second);

        assertThat(grants)
                .containsExactlyInAnyOrder(
                        "GRANT USAGE ON SCHEMA skein TO " + quoted,
                        "GRANT SELECT ON TABLE skein.run TO " + quoted,
                        "GRANT CREATE ON DATABASE " + database.name() + " TO " + quoted,
                        "GRANT INSERT, UPDATE ON TABLE skein.run TO " + quoted,
                        "GRANT SELECT, INSERT, UPDATE ON TABLE skein.lease TO " + quoted,
                        "GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE skein.journal TO " + quoted);
        assertThat(new Applying(second).apply(BUNDLE)).hasSize(1);
    }

    @Test
    void a_history_of_another_role_has_to_be_readable_and_writable() throws SQLException {
        new Applying(database).apply(BUNDLE);
        create();
        Target second = target("public", "flyway_schema_history");
        String[] more = {BUNDLE[0], BUNDLE[1], "V2__b.sql", "SELECT 1;"};

        List<String> grants = grantUntilNothingIsNamed(second, more);

        assertThat(grants)
                .contains(
                        "GRANT SELECT ON TABLE public.flyway_schema_history TO " + quoted,
                        "GRANT INSERT, DELETE ON TABLE public.flyway_schema_history TO " + quoted);
        assertThat(new Applying(second).apply(more)).contains("migrations/V2__b.sql");
    }

    @Test
    void a_role_that_may_not_create_in_the_schema_is_told_so() throws SQLException {
        create();

        assertThat(problems(target("public", "flyway_schema_history"), BUNDLE))
                .extracting(HistoryProblem::message)
                .contains(LACKS + "GRANT CREATE ON SCHEMA public TO " + quoted);
    }

    @Test
    void a_superuser_lacks_nothing() throws SQLException {
        new Applying(database).apply(BUNDLE);
        create();
        database.executeAsAdmin("ALTER ROLE " + quoted + " SUPERUSER");

        assertThat(problems(target("Shop", "history"), BUNDLE)).isEmpty();
    }

    private void create() {
        database.executeAsAdmin("CREATE ROLE " + quoted + " LOGIN PASSWORD 'pw'");
    }

    private Target target(String schema, String history) {
        return new Target(
                "second",
                database.url(),
                new PasswordCredentials(role, () -> new Secret("pw")),
                new Namespace(schema, List.of(), history, null));
    }

    private List<String> grantUntilNothingIsNamed(Target target, String... bundle) throws SQLException {
        String[] scripts = bundle.length == 0 ? BUNDLE : bundle;
        List<String> all = new ArrayList<>();
        List<HistoryProblem> problems = problems(target, scripts);
        for (int i = 0; i < 3 && !problems.isEmpty(); i++) {
            assertThat(problems)
                    .extracting(HistoryProblem::code)
                    .containsExactly(HistoryProblem.Code.PRIVILEGE_MISSING);
            for (String grant :
                    problems.get(0).message().substring(LACKS.length()).split("; ", -1)) {
                all.add(grant);
                database.executeAsAdmin(grant);
            }
            problems = problems(target, scripts);
        }
        assertThat(problems).isEmpty();
        return all;
    }

    private static List<HistoryProblem> problems(Target target, String... bundle) throws SQLException {
        try (TargetSession session = new TargetConnector(Duration.ofSeconds(10)).open(target, "test")) {
            return Standing.of(TestBundle.of(bundle), session).problems();
        }
    }
}
