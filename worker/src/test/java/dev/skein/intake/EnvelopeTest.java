package dev.skein.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.intake.Envelope.Created;
import dev.skein.intake.Envelope.Ignorable;
import dev.skein.intake.Envelope.Unreadable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {
    private static final String KEY = "bundles/orders/orders/1.0.zip";
    private static final String ONE = Events.s3(Events.record("b", KEY, "v1"));

    @ParameterizedTest
    @CsvSource({
        "bundles/orders/orders/1.0.zip, bundles/orders/orders/1.0.zip",
        "bundles/a+b%2Bc/%C3%A9.zip, bundles/a b+c/é.zip",
        "bundles/a%20b%2f%e2%82%ac, bundles/a b/€",
        "bundles/%F0%9F%90%A6/é, bundles/🐦/é",
        "bundles/100%25.zip, bundles/100%.zip",
        "bundles/%2525, bundles/%25",
    })
    void decodes_keys_as_s3_encodes_them(String encoded, String key) {
        assertThat(only(Events.s3(Events.record("b", encoded, "v1"))).key()).isEqualTo(key);
        assertThat(only(Events.sns("123456789012", Events.s3(Events.record("b", encoded, "v1"))))
                        .key())
                .isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bundles/%",
                "bundles/%2",
                "bundles/%zz",
                "bundles/%-1",
                "bundles/%C3",
                "%FF",
                "%ED%A0%80",
                "%C0%AE"
            })
    void takes_no_key_that_is_wrongly_encoded_for_another_one(String encoded) {
        assertThat(Envelope.read(Events.s3(Events.record("b", encoded, "v1")))).isInstanceOf(Unreadable.class);
    }

    @Test
    void knows_of_an_object_what_s3_says() {
        ObjectVersion object = only(ONE);

        assertThat(object.bucket()).isEqualTo("b");
        assertThat(object.versionId()).isEqualTo("v1");
        assertThat(object.principal()).isEqualTo("AWS:AIDAEXAMPLE");
        assertThat(object.origin().sequencer()).isEqualTo("0055AED6DCD90281E5");
        assertThat(created(ONE).accounts()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bundles/a+b%2Bc/é 100%.zip", "bundles/orders/orders/1.0.zip"})
    void takes_keys_of_eventbridge_as_they_are(String key) {
        String event = Events.eventBridge("123456789012", "b", key, "v1");

        assertThat(only(event).key()).isEqualTo(key);
        assertThat(only(event).versionId()).isEqualTo("v1");
        assertThat(only(event).origin().sequencer()).isEqualTo("617F08299329D189");
        // The requester is an account, which is nobody who could approve.
        assertThat(only(event).principal()).isEmpty();
        assertThat(created(event).accounts()).containsExactly("123456789012");
    }

    @Test
    void reads_what_comes_by_a_topic_and_knows_every_account_that_it_came_through() {
        assertThat(created(Events.sns("123456789012", ONE)).accounts()).containsExactly("123456789012");
        assertThat(created(Events.sns("123456789012", Events.eventBridge("210987654321", "b", KEY, "v1")))
                        .accounts())
                .containsExactlyInAnyOrder("123456789012", "210987654321");
        assertThat(Envelope.read(Events.sns("123456789012", Events.test("b"))))
                .isEqualTo(new Ignorable("s3:TestEvent"));
    }

    @ParameterizedTest
    @CsvSource({"2.0, true", "2.1, true", "2.9, true", "2, true", "3.0, false", "1.9, false", "20.1, false", "'', false"
    })
    void reads_every_minor_version_of_the_major_that_it_knows(String version, boolean readable) {
        Envelope read = Envelope.read(ONE.replace("\"eventVersion\":\"2.1\"", "\"eventVersion\":\"" + version + "\""));

        assertThat(read.objects()).hasSize(readable ? 1 : 0);
        if (!readable) {
            assertThat(((Unreadable) read).reason()).contains("another version than 2.x");
        }
    }

    @Test
    void gives_each_of_several_objects_an_event_of_its_own() {
        String body = Events.s3(
                Events.record("b", "bundles/a+b", "v1"),
                Events.record("b", "bundles/%C3%A9", "v2"),
                Events.record("b", "bundles/a+b", "v1"));

        for (String form : List.of(body, Events.sns("123456789012", body))) {
            List<ObjectVersion> objects = created(form).objects();

            assertThat(objects).extracting(ObjectVersion::key).containsExactly("bundles/a b", "bundles/é");
            assertThat(objects)
                    .allSatisfy(object -> assertThat(only(object.event())).isEqualTo(object));
            assertThat(objects)
                    .allSatisfy(object -> assertThat(created(object.event()).accounts())
                            .isEqualTo(created(form).accounts()));
        }
    }

    @Test
    void keeps_the_body_as_the_event_of_its_one_object_in_every_form() {
        List<String> bodies = List.of(
                ONE,
                Events.sns("123456789012", ONE),
                Events.eventBridge("123456789012", "b", KEY, "v1"),
                Events.sns("123456789012", Events.eventBridge("123456789012", "b", KEY, "v1")));

        assertThat(bodies).allSatisfy(body -> assertThat(only(body).event()).isEqualTo(body));
    }

    @Test
    void writes_the_event_anew_where_there_would_be_no_room_for_attributes() {
        String body = ONE.replace(
                "\"glacierEventData\"", "\"" + "x".repeat(900) + "\":\"" + "y".repeat(1_000_000) + "\",\"more\"");

        assertThat(only(body).event().length()).isLessThan(1_000);
        assertThat(only(only(body).event())).isEqualTo(only(body));
    }

    @Test
    void leaves_out_what_was_not_created() {
        String removed = Events.record("b", KEY, "v0").replace("ObjectCreated:Put", "ObjectRemoved:Delete");

        assertThat(created(Events.s3(removed, Events.record("b", KEY, "v1"))).objects())
                .extracting(ObjectVersion::versionId)
                .containsExactly("v1");
        assertThat(Envelope.read(Events.s3(removed))).isEqualTo(new Ignorable("ObjectRemoved:Delete"));
        assertThat(Envelope.read(Events.test("b"))).isEqualTo(new Ignorable("s3:TestEvent"));
        assertThat(Envelope.read(
                        Events.eventBridge("123456789012", "b", KEY, "v1").replace("Object Created", "Object Deleted")))
                .isEqualTo(new Ignorable("Object Deleted"));
    }

    @Test
    void forgets_what_is_no_principal_and_no_sequencer() {
        String body = ONE.replace("AWS:AIDAEXAMPLE", "a\\u0000\\nb").replace("0055AED6DCD90281E5", "0055 AED6");

        assertThat(only(body).origin()).isEqualTo(new ObjectVersion.Origin("", ""));
    }

    @Test
    void a_waiting_message_is_as_old_as_it_was_sent_where_its_attributes_are_garbage() {
        Instant sent = Instant.parse("2026-01-01T00:00:00Z");
        QueueMessage message = new QueueMessage(
                "id",
                "handle",
                ONE,
                1,
                sent,
                Map.of(Mark.FIRST_SEEN, "yesterday", Mark.WAITS, "-1", Mark.ATTEMPT, "1e9"));

        assertThat(message.firstSeen()).isEqualTo(sent);
        assertThat(message.waits()).isZero();
        assertThat(message.attempt()).isEqualTo(1);
    }

    private static ObjectVersion only(String body) {
        assertThat(created(body).objects()).hasSize(1);
        return created(body).objects().get(0);
    }

    private static Created created(String body) {
        Envelope read = Envelope.read(body);
        assertThat(read).isInstanceOf(Created.class);
        return (Created) read;
    }
}
