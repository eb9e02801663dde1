package dev.skein.sandbox.sns;

import dev.skein.sandbox.http.Xml;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The actions that publish. */
final class PublishActions {
    private static final int MOST_ENTRIES = 10;
    private static final Set<String> ENTRY = Set.of("Id", "Message", "Subject", "MessageAttributes.entry");

    private final Registry registry;
    private final Delivery delivery;

    PublishActions(Registry registry, Delivery delivery) {
        this.registry = registry;
        this.delivery = delivery;
    }

    Xml publish(Fields call) {
        String topicArn = call.get("TopicArn")
                .or(() -> call.get("TargetArn"))
                .orElseThrow(() ->
                        SnsError.invalidParameter("TopicArn or TargetArn Reason: no value for required parameter"));
        Message message = message(TopicArn.check(topicArn), call);
        publish(message);
        return Xml.fragment().element("MessageId", message.id());
    }

    /** Brings a message to all subscriptions that want it. */
    void publish(Message message) {
        registry.subscriptions(message.topicArn()).stream()
                .filter(subscription -> subscription.wants(message))
                .forEach(subscription -> delivery.deliver(message, subscription));
    }

    /** Publishes the valid entries and says what is wrong with the others. */
    Xml publishBatch(Fields call) {
        String topicArn = TopicArn.of(call);
        List<Fields> entries = call.members("PublishBatchRequestEntries.member");
        checkBatch(entries);
        registry.attributes(topicArn);
        Map<String, Message> messages = new LinkedHashMap<>();
        Xml failed = Xml.fragment();
        for (Fields entry : entries) {
            try {
                messages.put(entry.required("Id"), message(topicArn, entry));
            } catch (SnsError e) {
                failed.element("member", failure(entry.required("Id"), e));
            }
        }
        checkSize(messages);
        Xml successful = Xml.fragment();
        messages.forEach((id, message) -> {
            publish(message);
            successful.element("member", Xml.fragment().element("Id", id).element("MessageId", message.id()));
        });
        return Xml.fragment().element("Failed", failed).element("Successful", successful);
    }

    private static Message message(String topicArn, Fields fields) {
        String body = fields.get("Message").orElse("");
        String subject = fields.get("Subject").orElse("");
        return new Message(UUID.randomUUID().toString(), topicArn, subject, body, MessageAttributes.of(fields));
    }

    private static void checkBatch(List<Fields> entries) {
        if (entries.isEmpty()) {
            throw badBatch("EmptyBatchRequest", "The batch request doesn't contain any entries.");
        }
        if (entries.size() > MOST_ENTRIES) {
            throw badBatch("TooManyEntriesInBatchRequest", "The batch request contains more entries than permissible.");
        }
        Set<String> ids = new HashSet<>();
        for (Fields entry : entries) {
            entry.allowOnly(ENTRY);
            String id = entry.required("Id");
            if (!id.matches("[\\w-]{1,80}")) {
                throw badBatch("InvalidBatchEntryId", "The Id of a batch entry doesn't abide by the specification.");
            }
            if (!ids.add(id)) {
                throw badBatch("BatchEntryIdsNotDistinct", "Two or more batch entries have the same Id.");
            }
        }
    }

    private static void checkSize(Map<String, Message> messages) {
        if (messages.values().stream().mapToInt(Message::size).sum() > Message.MAXIMUM_SIZE) {
            throw badBatch("BatchRequestTooLong", "The length of all the batch messages put together is too long.");
        }
    }

    private static Xml failure(String id, SnsError error) {
        return Xml.fragment()
                .element("Id", id)
                .element("Code", error.code())
                .element("Message", error.message())
                .element("SenderFault", true);
    }

    private static SnsError badBatch(String code, String message) {
        return new SnsError(400, code, message);
    }
}
