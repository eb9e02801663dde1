package dev.skein.rig;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.e2e.Surroundings;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rig finds what it looks for. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AftermathIT {
    private Scene scene;

    @BeforeAll
    void begin() {
        Surroundings.assume();
        scene = new Scene();
        scene.start();
        scene.upload();
        assertThat(scene.losses()).isEmpty();
    }

    @AfterAll
    void end() {
        scene.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ledger            | INSERT INTO ledger (entry) VALUES ('1.3')      | DELETE FROM ledger WHERE id = (SELECT max(id) FROM ledger)
            part_1            | DELETE FROM part_1 WHERE id = 50               | INSERT INTO part_1 VALUES (50, 'x', 50)
            history           | UPDATE flyway_schema_history SET success = false WHERE installed_rank = 2 | UPDATE flyway_schema_history SET success = true
            invalid indexes   | UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'part_0_label'::regclass | UPDATE pg_index SET indisvalid = true
            journal           | INSERT INTO skein.journal SELECT 'x', 'y', 1, 'z', true, 0, '{}' | DELETE FROM skein.journal
            unfinished runs   | UPDATE skein.run SET applied_at = NULL         | UPDATE skein.run SET applied_at = now()
            partitions        | ALTER TABLE share ATTACH PARTITION share_0 FOR VALUES IN (0) | ALTER TABLE share DETACH PARTITION share_0
            """)
    void finds_what_is_not_as_it_has_to_be(String loss, String harm, String repair) {
        scene.database().execute(harm);
        assertThat(scene.losses()).anyMatch(found -> found.startsWith(loss));
        scene.database().execute(repair);
        assertThat(scene.losses()).isEmpty();
    }

    @Test
    void finds_a_scratch_database() {
        String name = scene.database().name();
        scene.database().execute("CREATE DATABASE left_" + name + " OWNER " + name);
        List<String> losses = scene.losses();
        scene.database().execute("DROP DATABASE left_" + name);

        assertThat(losses).anyMatch(found -> found.startsWith("scratch databases"));
    }

    @Test
    void finds_a_dead_letter() {
        String queue = scene.stage().deadLetters;
        scene.stage().sqs.sendMessage(send -> send.queueUrl(queue).messageBody("dead"));
        List<String> losses = scene.losses();
        scene.stage().sqs.purgeQueue(purge -> purge.queueUrl(queue));

        assertThat(losses).anyMatch(found -> found.startsWith("dead letters"));
    }
}
