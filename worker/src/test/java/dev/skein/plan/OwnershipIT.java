package dev.skein.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.bundle.Bundle;
import dev.skein.plan.hazard.HazardCode;
import dev.skein.testing.TestBundle;
import dev.skein.testing.TestDatabase;
import dev.skein.testing.TestServer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** In a shadow everything belongs to the role that tries; on the target it may not. */
class OwnershipIT {
    private static final String CREATE =
            "CREATE TABLE log (id int) PARTITION BY RANGE (id); CREATE TABLE mine (id int PRIMARY KEY);";

    private final TestDatabase database = TestServer.of(15).database();

    @BeforeEach
    void make_what_others_own() {
        Applied.to(database, TestBundle.of("V1__create.sql", CREATE));
        database.executeAsAdmin(
                "CREATE TABLE public.theirs (id int PRIMARY KEY)",
                "CREATE INDEX theirs_id ON public.theirs (id)",
                "CREATE VIEW public.their_view AS SELECT id FROM public.theirs",
                "CREATE TABLE public.log_2 (id int)",
                "ALTER TABLE public.log ATTACH PARTITION public.log_2 FOR VALUES FROM (0) TO (10)",
                "GRANT ALL ON public.theirs, public.log_2, public.their_view TO " + database.name(),
                "GRANT USAGE, CREATE ON SCHEMA public TO " + database.name());
    }

    @AfterEach
    void drop() {
        database.close();
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("ALTER TABLE theirs ADD COLUMN a int", "public.theirs"),
                Arguments.of("ALTER TABLE log ADD COLUMN a int", "public.log_2"),
                Arguments.of("ALTER TABLE log_2 ALTER COLUMN id SET DEFAULT 1", "public.log_2"),
                Arguments.of("CREATE INDEX ON theirs (id)", "public.theirs"),
                Arguments.of("ALTER INDEX theirs_id RENAME TO their_index", "public.theirs"),
                Arguments.of("COMMENT ON TABLE theirs IS 'x'", "public.theirs"),
                Arguments.of("CREATE OR REPLACE VIEW their_view AS SELECT id FROM mine", "public.their_view"),
                Arguments.of("DO $$ BEGIN ALTER TABLE theirs ADD COLUMN a int; END $$", "public.theirs"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void what_another_role_owns_cannot_be_changed_here(String change, String object) {
        Bundle bundle = TestBundle.of("V1__create.sql", CREATE, "V2__change.sql", change);

        Plan plan = Planning.by(DryRun.SHADOW).cloning().plan(database, bundle);

        assertThat(plan.method().kind()).isEqualTo("clone");
        assertThat(owned(plan)).containsExactly(object);
        assertThat(plan.verdict()).isEqualTo(Verdict.REJECT);
        assertThatThrownBy(() -> Applied.to(database, bundle)).hasMessageContaining("must be owner of");
    }

    @Test
    void what_needs_no_owner_is_not_stopped() {
        Bundle bundle = TestBundle.of("V1__create.sql", CREATE, "V2__change.sql", """
                ALTER TABLE mine ADD FOREIGN KEY (id) REFERENCES theirs;
                INSERT INTO theirs VALUES (1);
                CREATE INDEX ON log (id);
                ALTER TABLE log ENABLE ROW LEVEL SECURITY;
                DROP INDEX theirs_id;
                """);

        Plan plan = Planning.by(DryRun.SHADOW).cloning().plan(database, bundle);

        assertThat(owned(plan)).isEmpty();
        Applied.to(database, bundle);
    }

    private static List<String> owned(Plan plan) {
        return plan.findings().hazards().stream()
                .filter(judged -> judged.hazard().code() == HazardCode.NEEDS_OWNERSHIP)
                .map(judged -> judged.hazard().object())
                .toList();
    }
}
