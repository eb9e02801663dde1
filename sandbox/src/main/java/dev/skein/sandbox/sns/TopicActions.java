package dev.skein.sandbox.sns;

import dev.skein.sandbox.Account;
import dev.skein.sandbox.http.Json;
import dev.skein.sandbox.http.Xml;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The actions on topics. */
final class TopicActions {
    private static final Set<String> ONLY_AT_SNS = Set.of(
            "DeliveryPolicy",
            "KmsMasterKeyId",
            "TracingConfig",
            "SignatureVersion",
            "FifoTopic",
            "FifoThroughputScope",
            "ArchivePolicy",
            "ContentBasedDeduplication",
            "DataProtectionPolicy");

    private final Registry registry;

    TopicActions(Registry registry) {
        this.registry = registry;
    }

    Xml create(Fields call) {
        String arn = TopicArn.ofName(call.required("Name"));
        Map<String, String> attributes = call.attributes();
        attributes.forEach(TopicActions::check);
        registry.create(arn, attributes);
        return Xml.fragment().element("TopicArn", arn);
    }

    Xml delete(Fields call) {
        registry.delete(TopicArn.of(call));
        return Xml.fragment();
    }

    Xml list(Fields call) {
        return Page.of(registry.topicArns(), call)
                .xml("Topics", arn -> Xml.fragment().element("TopicArn", arn));
    }

    Xml attributes(Fields call) {
        String arn = TopicArn.of(call);
        List<Subscription> subscriptions = registry.subscriptions(arn);
        long confirmed =
                subscriptions.stream().filter(Subscription::isConfirmed).count();
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("TopicArn", arn);
        attributes.put("Owner", Account.ID);
        attributes.put("DisplayName", "");
        attributes.putAll(registry.attributes(arn));
        attributes.put("SubscriptionsConfirmed", confirmed);
        attributes.put("SubscriptionsPending", subscriptions.size() - confirmed);
        attributes.put("SubscriptionsDeleted", 0);
        return entries(attributes);
    }

    Xml setAttribute(Fields call) {
        String arn = TopicArn.of(call);
        String name = call.required("AttributeName");
        String value = call.get("AttributeValue").orElse("");
        check(name, value);
        registry.set(arn, name, value);
        return Xml.fragment();
    }

    static Xml entries(Map<String, Object> attributes) {
        Xml entries = Xml.fragment();
        attributes.forEach((name, value) ->
                entries.element("entry", Xml.fragment().element("key", name).element("value", value)));
        return Xml.fragment().element("Attributes", entries);
    }

    /** Kept and given back; the policy is not enforced, and there is no mail to show the name in. */
    private static void check(String name, String value) {
        switch (name) {
            case "DisplayName" -> {
                if (value.length() > 100 || value.chars().anyMatch(Character::isISOControl)) {
                    throw SnsError.invalidParameter("DisplayName");
                }
            }
            case "Policy" -> {
                if (Json.parseObject(value).isEmpty()) {
                    throw SnsError.invalidParameter("Policy Error: null");
                }
            }
            default ->
                throw ONLY_AT_SNS.contains(name)
                        ? SnsError.unsupported("the attribute " + name + " of topics")
                        : SnsError.invalidParameter("AttributeName");
        }
    }
}
