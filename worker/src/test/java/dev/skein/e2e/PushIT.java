package dev.skein.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.bundle.BundleId;
import dev.skein.bundle.BundleKey;
import dev.skein.bundle.BundleStore;
import dev.skein.outcome.Push;
import dev.skein.outcome.RunId;
import dev.skein.outcome.RunStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of an upload whose bundle lies there already. */
class PushIT extends EndToEndTest {
    private static final BundleKey KEY = new BundleKey("orders", new BundleId("orders", "1"));

    @Test
    void an_upload_without_an_outcome_is_followed_as_long_as_a_queue_may_hold_its_message() throws IOException {
        Path bundle = stage.bundle("1", "V1__create.sql", "CREATE TABLE item (id int);");
        RunId first = push(bundle, Duration.ZERO);

        assertThat(push(bundle, Duration.ofDays(13))).isEqualTo(first);
    }

    @Test
    void an_upload_without_an_outcome_is_put_again_when_no_queue_can_hold_its_message_any_more() throws IOException {
        Path bundle = stage.bundle("1", "V1__create.sql", "CREATE TABLE item (id int);");
        RunId first = push(bundle, Duration.ZERO);

        RunId second = push(bundle, Duration.ofDays(15));

        assertThat(second).isNotEqualTo(first);
        assertThat(push(bundle, Duration.ZERO)).isEqualTo(second);
        stage.worker();
        assertThat(stage.outcome(first.value(), 1).path("status").asString()).isIn("APPLIED", "UNCHANGED");
        assertThat(stage.outcome(second.value(), 1).path("status").asString()).isIn("APPLIED", "UNCHANGED");
    }

    private RunId push(Path bundle, Duration later) throws IOException {
        Clock clock = Clock.offset(Clock.systemUTC(), later);
        return new Push(new BundleStore(stage.s3, stage.bucket), new RunStore(stage.s3, stage.bucket), clock)
                .push(KEY, bundle, Optional.empty())
                .match(new Uploaded());
    }

    /** The run of what was uploaded; fails for everything else. */
    private static final class Uploaded implements Push.Result.Cases<RunId> {
        @Override
        public RunId uploaded(Push.Uploaded uploaded) {
            return uploaded.run();
        }

        @Override
        public RunId ended(Push.Ended ended) {
            throw new AssertionError(ended);
        }

        @Override
        public RunId taken(Push.Taken taken) {
            throw new AssertionError(taken);
        }
    }
}
