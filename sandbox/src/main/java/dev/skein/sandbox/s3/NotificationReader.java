package dev.skein.sandbox.s3;

import dev.skein.sandbox.http.Xml;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.w3c.dom.Element;

/** Reads the XML of PutBucketNotificationConfiguration; what S3 knows and the sandbox does not is refused. */
final class NotificationReader {
    private static final Set<String> EVENTS = Set.of(
            "s3:ObjectCreated:*",
            "s3:ObjectCreated:Put",
            "s3:ObjectCreated:Post",
            "s3:ObjectCreated:Copy",
            "s3:ObjectCreated:CompleteMultipartUpload",
            "s3:ObjectRemoved:*",
            "s3:ObjectRemoved:Delete",
            "s3:ObjectRemoved:DeleteMarkerCreated");

    private NotificationReader() {}

    static NotificationConfiguration read(byte[] xml) {
        Element root = Xml.parse(xml)
                .filter(element -> "NotificationConfiguration".equals(element.getLocalName()))
                .orElseThrow(ErrorCode.MALFORMED_XML::error);
        return new NotificationConfiguration(
                Xml.children(root).stream().map(NotificationReader::rule).toList());
    }

    private static NotificationRule rule(Element element) {
        if (!"QueueConfiguration".equals(element.getLocalName())) {
            throw ErrorCode.NOT_IMPLEMENTED.error("The sandbox notifies SQS queues only.");
        }
        List<String> events = new ArrayList<>();
        Map<String, String> filter = new HashMap<>();
        Map<String, String> texts = new HashMap<>();
        for (Element child : Xml.children(element)) {
            switch (child.getLocalName()) {
                case "Event" -> events.add(event(child.getTextContent()));
                case "Filter" -> filter.putAll(filter(child));
                case "Id", "Queue" -> texts.put(child.getLocalName(), child.getTextContent());
                default -> throw ErrorCode.MALFORMED_XML.error();
            }
        }
        if (events.isEmpty() || !texts.containsKey("Queue")) {
            throw ErrorCode.MALFORMED_XML.error();
        }
        return new NotificationRule(
                texts.getOrDefault("Id", UUID.randomUUID().toString()),
                texts.getOrDefault("Queue", ""),
                events,
                filter.getOrDefault("prefix", ""),
                filter.getOrDefault("suffix", ""));
    }

    private static String event(String event) {
        if (EVENTS.contains(event)) {
            return event;
        }
        if (event.startsWith("s3:")) {
            throw ErrorCode.NOT_IMPLEMENTED.error("The sandbox never has the event " + event + ".");
        }
        throw ErrorCode.INVALID_ARGUMENT.error("The event '" + event + "' is not supported for notifications");
    }

    private static Map<String, String> filter(Element filter) {
        Map<String, String> values = new HashMap<>();
        for (Element key : Xml.children(filter)) {
            if (!"S3Key".equals(key.getLocalName())) {
                throw ErrorCode.MALFORMED_XML.error();
            }
            for (Element rule : Xml.children(key)) {
                String name = Xml.childText(rule, "Name").orElse("").toLowerCase(Locale.ROOT);
                boolean again = values.put(name, Xml.childText(rule, "Value").orElse("")) != null;
                if (again || !Set.of("prefix", "suffix").contains(name)) {
                    throw ErrorCode.INVALID_ARGUMENT.error(
                            "filter rule name must be either prefix or suffix, once each");
                }
            }
        }
        return values;
    }
}
