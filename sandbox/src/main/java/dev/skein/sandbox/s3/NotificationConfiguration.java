package dev.skein.sandbox.s3;

import dev.skein.sandbox.http.Xml;
import java.util.HashSet;
import java.util.List;

/** The notification rules of a bucket. */
record NotificationConfiguration(List<NotificationRule> rules) {
    static final NotificationConfiguration NONE = new NotificationConfiguration(List.of());

    NotificationConfiguration {
        rules = List.copyOf(rules);
        if (new HashSet<>(rules.stream().map(NotificationRule::id).toList()).size() < rules.size()) {
            throw ErrorCode.INVALID_ARGUMENT.error("Same ID used for multiple configurations. IDs must be unique");
        }
        for (int i = 0; i < rules.size(); i++) {
            NotificationRule rule = rules.get(i);
            if (rules.subList(0, i).stream().anyMatch(rule::overlaps)) {
                throw ErrorCode.INVALID_ARGUMENT.error("Configurations overlap. Configurations on the same bucket"
                        + " cannot share a common event type.");
            }
        }
    }

    Xml xml() {
        Xml xml = Xml.fragment();
        rules.forEach(rule -> {
            Xml content = Xml.fragment().element("Id", rule.id()).element("Queue", rule.queueArn());
            rule.events().forEach(event -> content.element("Event", event));
            xml.element("QueueConfiguration", content.append(filter(rule)));
        });
        return xml;
    }

    private static Xml filter(NotificationRule rule) {
        Xml rules = Xml.fragment();
        addRule(rules, "Prefix", rule.prefix());
        addRule(rules, "Suffix", rule.suffix());
        return rules.text().isEmpty()
                ? rules
                : Xml.fragment().element("Filter", Xml.fragment().element("S3Key", rules));
    }

    private static void addRule(Xml rules, String name, String value) {
        if (!value.isEmpty()) {
            rules.element("FilterRule", Xml.fragment().element("Name", name).element("Value", value));
        }
    }
}
