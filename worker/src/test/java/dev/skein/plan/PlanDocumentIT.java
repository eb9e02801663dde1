package dev.skein.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.bundle.Bundle;
import dev.skein.testing.PlanSchema;
import dev.skein.testing.TestBundle;
import dev.skein.testing.TestDatabase;
import dev.skein.testing.TestServer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The documents of plans that are made are as docs/plan.schema.json says. */
class PlanDocumentIT {
    private static final String CREATE = """
            CREATE TABLE customer (id bigint PRIMARY KEY, mail text, note text);
            INSERT INTO customer VALUES (1, 'a'), (2, 'a');
            """;

    private static final Bundle CHANGES = TestBundle.of(
            "V1__create.sql",
            CREATE,
            "V2__change.sql",
            """
                ALTER TABLE customer RENAME COLUMN mail TO email;
                ALTER TABLE customer ALTER COLUMN note TYPE varchar(100);
                ALTER TABLE customer ALTER COLUMN note SET NOT NULL;
                CREATE TABLE invoice (id bigint PRIMARY KEY, customer_id bigint REFERENCES customer);
                CREATE VIEW everyone AS SELECT * FROM customer;
                """,
            "V3__index.sql",
            "CREATE INDEX CONCURRENTLY customer_email_idx ON customer (email);\n",
            "R__note.sql",
            """
                DO $$ DECLARE found text; BEGIN SELECT note INTO STRICT found FROM everyone WHERE id = 7; END $$;
                """);

    private final TestDatabase database = TestServer.of(17).database();

    @AfterEach
    void drop() {
        database.close();
    }

    @ParameterizedTest
    @EnumSource
    void a_plan_is_as_its_schema_says(DryRun dryRun) {
        Applied.to(database, TestBundle.of("V1__create.sql", CREATE));

        assertFits(Planning.by(dryRun).plan(database, CHANGES));
    }

    @Test
    void that_plan_has_something_in_every_list_that_a_dry_run_fills() {
        Applied.to(database, TestBundle.of("V1__create.sql", CREATE));

        JsonNode document = PlanDocument.of(Planning.by(DryRun.SHADOW).plan(database, CHANGES))
                .at("");

        assertThat(List.of("migrations", "inconclusive", "hazards", "probes", "changes", "segments", "tables"))
                .allSatisfy(list -> assertThat(document.path(list)).isNotEmpty());
    }

    @ParameterizedTest
    @EnumSource
    void a_plan_of_what_fails_and_one_of_nothing_are_as_the_schema_says(DryRun dryRun) {
        assertFits(Planning.by(dryRun).plan(database, TestBundle.of("V1__a.sql", "ALTER TABLE nowhere ADD c int;")));
        Applied.to(database, TestBundle.of("V1__create.sql", CREATE));
        assertFits(Planning.by(dryRun).plan(database, TestBundle.of("V1__create.sql", CREATE)));
    }

    private static void assertFits(Plan plan) {
        ObjectNode document = PlanDocument.of(plan).tree();

        assertThat(PlanSchema.read().complaints(document))
                .as(document.toPrettyString())
                .isEmpty();
    }
}
