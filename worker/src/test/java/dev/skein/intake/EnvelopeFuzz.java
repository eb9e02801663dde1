package dev.skein.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a message says: a case, and events that say the same of each object alone. */
class EnvelopeFuzz {
    private static final int LARGEST_SEED = 1 << 12;

    static Stream<byte[]> seeds() {
        return Hostile.all().stream()
                .map(hostile -> hostile.body().getBytes(StandardCharsets.UTF_8))
                .filter(body -> body.length <= LARGEST_SEED);
    }

    @MethodSource("seeds")
    @DictionaryEntries({
        "\"Records\":[",
        "\"eventName\":\"ObjectCreated:",
        "\"s3\":{\"bucket\":{\"name\":\"",
        "\"object\":{\"key\":\"",
        "\"versionId\":\"",
        "\"detail-type\":\"Object Created\"",
        "\"Type\":\"Notification\"",
        "\\u0000",
        "%C3%A9"
    })
    @FuzzTest
    void reads_a_case(byte[] bytes) {
        assertThat(Envelope.read(new String(bytes, StandardCharsets.UTF_8)).objects())
                .allSatisfy(object ->
                        assertThat(Envelope.read(object.event()).objects()).containsExactly(object));
    }
}
