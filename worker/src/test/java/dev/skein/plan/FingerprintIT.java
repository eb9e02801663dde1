package dev.skein.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.bundle.Bundle;
import dev.skein.testing.TestBundle;
import dev.skein.testing.TestDatabase;
import dev.skein.testing.TestServer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What moves the hash that an approval names, and what does not. */
class FingerprintIT {
    private static final String CREATE = """
            CREATE TABLE log (id int PRIMARY KEY, note text, old text) PARTITION BY RANGE (id);
            CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM (0) TO (10);
            INSERT INTO log VALUES (1, 'a', 'b');
            CREATE TABLE item (id int PRIMARY KEY, log_id int REFERENCES log, old text);
            INSERT INTO item VALUES (1, 1, 'c');
            """;

    private static final String CHANGE = """
            ALTER TABLE log ALTER COLUMN old TYPE varchar(10);
            ALTER TABLE item DROP COLUMN old;
            """;

    static Stream<Planning> ways() {
        return Stream.of(
                Planning.by(DryRun.SHADOW), Planning.by(DryRun.SHADOW).cloning(), Planning.by(DryRun.IN_PLACE));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void partitions_and_rows_come_without_moving_it_but_a_definition_moves_it(Planning planning) {
        Bundle applied = TestBundle.of("V1__create.sql", CREATE);
        Bundle bundle = TestBundle.of("V1__create.sql", CREATE, "V2__change.sql", CHANGE);
        try (TestDatabase database = TestServer.of(15).database()) {
            Applied.to(database, applied);
            Fingerprint first = planning.plan(database, bundle).fingerprint();

            database.execute(
                    "CREATE TABLE log_2 PARTITION OF log FOR VALUES FROM (10) TO (1000)",
                    "INSERT INTO log SELECT i, 'x', 'y' FROM generate_series(10, 900) i",
                    "COMMENT ON TABLE item IS 'said by hand'",
                    "ANALYZE");
            Fingerprint grown = planning.plan(database, bundle).fingerprint();
            database.execute("ALTER TABLE item ADD COLUMN by_hand int");
            Fingerprint changed = planning.plan(database, bundle).fingerprint();

            assertThat(first.parts()).containsKeys("definition of public.log", "definition of public.item");
            assertThat(first.moved(grown)).isEmpty();
            assertThat(grown.hash()).isEqualTo(first.hash());
            assertThat(first.moved(changed)).containsExactly("definition of public.item");
            assertThat(changed.hash()).isNotEqualTo(first.hash());
        }
    }
}
