package dev.skein.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.health.Health.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthFileTest {
    private static final Duration POLLING = Duration.ofSeconds(30);
    private static final Duration WORKING = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final Hand hand = new Hand();
    private Path path = Path.of("");
    private HealthFile file = new HealthFile(path, hand);
    private HealthFile.Loop loop = file.loop("uploads", POLLING, WORKING);

    @BeforeEach
    void setUp() {
        path = folder.resolve("health.json");
        file = new HealthFile(path, hand);
        loop = file.loop("uploads", POLLING, WORKING);
    }

    @Test
    void a_loop_that_turns_is_healthy_until_its_turn_takes_too_long() {
        loop.turned();
        hand.pass(POLLING);
        assertThat(state()).isEqualTo(State.POLLING);

        hand.pass(Duration.ofSeconds(1));

        assertThat(state()).isEqualTo(State.STUCK);
        assertThat(Health.read(path, hand.instant()).sentence())
                .isEqualTo("last sign from the loop of queue uploads 31 s ago; 0 runs at work");
    }

    @Test
    void a_loop_whose_slots_are_taken_is_healthy_as_long_as_messages_are_kept_hidden() {
        loop.turned();
        file.began("orders/orders/1/v");
        loop.full();
        for (int beat = 0; beat < 100; beat++) {
            hand.pass(WORKING);
            loop.beat();
            assertThat(state()).isEqualTo(State.AT_WORK);
        }

        hand.pass(WORKING.plusSeconds(1));

        assertThat(state()).isEqualTo(State.STUCK);
    }

    @Test
    void a_heartbeat_is_no_sign_of_a_loop_that_should_turn() {
        loop.turned();
        hand.pass(POLLING.plusSeconds(1));

        loop.beat();

        assertThat(state()).isEqualTo(State.STUCK);
    }

    @Test
    void one_loop_of_two_that_gives_no_sign_is_enough_to_be_stuck() {
        HealthFile.Loop other = file.loop("requests", POLLING, WORKING);
        loop.turned();
        other.turned();
        hand.pass(POLLING.plusSeconds(1));

        other.turned();

        assertThat(state()).isEqualTo(State.STUCK);
    }

    @Test
    void a_worker_that_drains_is_healthy_for_its_time_whatever_its_loops_do() {
        loop.turned();
        file.began("orders/orders/1/v");
        file.draining(Duration.ofMinutes(2));
        hand.pass(Duration.ofMinutes(2));
        assertThat(state()).isEqualTo(State.DRAINING);

        hand.pass(Duration.ofSeconds(1));

        assertThat(state()).isEqualTo(State.STUCK);
    }

    @Test
    void another_process_of_the_same_number_is_not_the_worker() throws Exception {
        loop.turned();
        Files.writeString(
                path,
                Files.readString(path).replaceAll("\"started\":\"[^\"]*\"", "\"started\":\"2001-01-01T00:00:00Z\""));

        assertThat(state()).isEqualTo(State.NO_WORKER);
    }

    @Test
    void anything_else_is_no_worker() throws Exception {
        assertThat(state()).isEqualTo(State.NO_WORKER);
        for (String content : new String[] {"", "{", "[]", "{\"schema\":\"skein.health/1\"}"}) {
            Files.writeString(path, content);
            assertThat(state()).as(content).isEqualTo(State.NO_WORKER);
        }
    }

    @Test
    void a_file_that_cannot_be_written_does_not_disturb_the_worker() {
        Path nowhere = folder.resolve("none").resolve("health.json");
        HealthFile.Loop lost = new HealthFile(nowhere, hand).loop("uploads", POLLING, WORKING);

        lost.turned();
        lost.full();

        assertThat(Health.read(nowhere, hand.instant()).state()).isEqualTo(State.NO_WORKER);
    }

    private State state() {
        return Health.read(path, hand.instant()).state();
    }

    /** A clock that stands until it is moved. */
    private static final class Hand extends Clock {
        private Instant now = Instant.parse("2026-11-20T10:00:00Z");

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
