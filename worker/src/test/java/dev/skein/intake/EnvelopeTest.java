package dev.skein.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {
    private static final String RECORD =
            "{\"eventName\":\"ObjectCreated:%s\",\"future\":{},\"s3\":{\"bucket\":{\"name\":\"b\"},"
                    + "\"object\":{\"key\":\"%s\",\"versionId\":\"v1\",\"sequencer\":\"0055AED6DCD90281E5\"}}}";

    @ParameterizedTest
    @CsvSource({
        "bundles/orders/orders/1.0.zip, bundles/orders/orders/1.0.zip",
        "bundles/a+b%2Bc/%C3%A9.zip, bundles/a b+c/é.zip",
        "bundles/100%25.zip, bundles/100%.zip",
    })
    void decodes_keys_as_s3_encodes_them(String encoded, String key) {
        assertThat(Envelope.read(event(RECORD.formatted("Put", encoded))))
                .isInstanceOfSatisfying(
                        Envelope.Created.class,
                        created -> assertThat(created.objects())
                                .extracting(ObjectVersion::bucket, ObjectVersion::key, ObjectVersion::versionId)
                                .containsExactly(org.assertj.core.groups.Tuple.tuple("b", key, "v1")));
    }

    @Test
    void keeps_the_message_as_it_is_for_one_object_and_splits_it_for_several() {
        String one = event(RECORD.formatted("Put", "bundles/a"));
        String two = event(
                RECORD.formatted("Put", "bundles/a") + "," + RECORD.formatted("CompleteMultipartUpload", "bundles/b"));

        assertThat(events(one)).containsExactly(one);
        assertThat(events(two))
                .hasSize(2)
                .allSatisfy(event -> assertThat(events(event)).hasSize(1));
    }

    @Test
    void leaves_out_what_was_not_created() {
        String removed = "{\"eventName\":\"ObjectRemoved:Delete\"}";

        assertThat(events(event(removed + "," + RECORD.formatted("Copy", "bundles/a"))))
                .hasSize(1);
        assertThat(Envelope.read(event(removed))).isEqualTo(new Envelope.Ignorable("ObjectRemoved:Delete"));
        assertThat(Envelope.read("{\"Service\":\"Amazon S3\",\"Event\":\"s3:TestEvent\",\"Bucket\":\"b\"}"))
                .isEqualTo(new Envelope.Ignorable("s3:TestEvent"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "42",
                "\"text\"",
                "{}",
                "{\"Records\":{}}",
                "{\"Records\":[]}",
                "{",
                "{\"Records\":[{\"eventName\":\"ObjectCreated:Put\"}]}",
                "{\"Records\":[{\"eventName\":\"ObjectCreated:Put\",\"s3\":{\"bucket\":{\"name\":\"b\"},\"object\":{\"key\":\"k\"}}}]}",
                "{\"Records\":[{\"eventName\":\"ObjectCreated:Put\",\"s3\":{\"bucket\":{\"name\":7},\"object\":{\"key\":[],\"versionId\":{}}}}]}",
            })
    void says_of_anything_else_that_it_is_unreadable(String body) {
        assertThat(Envelope.read(body)).isInstanceOf(Envelope.Unreadable.class);
    }

    private static List<String> events(String body) {
        return ((Envelope.Created) Envelope.read(body))
                .objects().stream().map(ObjectVersion::event).toList();
    }

    private static String event(String records) {
        return "{\"Records\":[" + records + "]}";
    }
}
