package dev.skein.sandbox.sns;

import dev.skein.sandbox.Account;
import dev.skein.sandbox.http.Xml;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** The actions on subscriptions. */
final class SubscriptionActions {
    private final Registry registry;
    private final Delivery delivery;
    private final SecureRandom random = new SecureRandom();

    SubscriptionActions(Registry registry, Delivery delivery) {
        this.registry = registry;
        this.delivery = delivery;
    }

    /** A queue of the own account needs no confirmation; an HTTP endpoint is asked for it. */
    Xml subscribe(Fields call) {
        String topicArn = TopicArn.of(call);
        Target target = new Target(topicArn, call.required("Protocol"), call.required("Endpoint"));
        Subscription.State state = target.isQueue() ? Subscription.State.CONFIRMED : Subscription.State.PENDING;
        Settings settings = Settings.of(call.attributes());
        String arn = topicArn + ":" + UUID.randomUUID();
        Subscription made = registry.subscribe(new Subscription(arn, target, token(), state, settings));
        if (!made.isConfirmed()) {
            delivery.confirm(made);
        }
        boolean showArn = made.isConfirmed() || isTrue(call, "ReturnSubscriptionArn");
        return Xml.fragment().element("SubscriptionArn", showArn ? made.arn() : "pending confirmation");
    }

    Xml confirm(Fields call) {
        if (isTrue(call, "AuthenticateOnUnsubscribe")) {
            throw SnsError.unsupported("AuthenticateOnUnsubscribe");
        }
        Subscription confirmed = registry.confirm(TopicArn.of(call), call.required("Token"));
        return Xml.fragment().element("SubscriptionArn", confirmed.arn());
    }

    /** Succeeds where there is no such subscription, as at SNS. */
    Xml unsubscribe(Fields call) {
        registry.unsubscribe(arn(call));
        return Xml.fragment();
    }

    Xml list(Fields call) {
        return Page.of(registry.subscriptions(), call).xml("Subscriptions", SubscriptionActions::member);
    }

    Xml listByTopic(Fields call) {
        return Page.of(registry.subscriptions(TopicArn.of(call)), call)
                .xml("Subscriptions", SubscriptionActions::member);
    }

    Xml attributes(Fields call) {
        Subscription subscription = registry.subscription(arn(call));
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("SubscriptionArn", subscription.arn());
        attributes.put("TopicArn", subscription.target().topicArn());
        attributes.put("Owner", Account.ID);
        attributes.put("Protocol", subscription.target().protocol());
        attributes.put("Endpoint", subscription.target().endpoint());
        attributes.put("PendingConfirmation", !subscription.isConfirmed());
        attributes.put("ConfirmationWasAuthenticated", subscription.target().isQueue());
        attributes.putAll(subscription.settings().attributes());
        if (attributes.containsKey("FilterPolicy")) {
            attributes.putIfAbsent("FilterPolicyScope", "MessageAttributes");
        }
        return TopicActions.entries(attributes);
    }

    Xml setAttribute(Fields call) {
        String name = call.required("AttributeName");
        String value = call.get("AttributeValue").orElse("");
        registry.change(arn(call), one -> one.with(one.settings().with(name, value)));
        return Xml.fragment();
    }

    private static Xml member(Subscription subscription) {
        return Xml.fragment()
                .element("TopicArn", subscription.target().topicArn())
                .element("Protocol", subscription.target().protocol())
                .element("SubscriptionArn", subscription.isConfirmed() ? subscription.arn() : "PendingConfirmation")
                .element("Owner", Account.ID)
                .element("Endpoint", subscription.target().endpoint());
    }

    private static String arn(Fields call) {
        String arn = call.required("SubscriptionArn");
        if (!arn.matches("arn:aws[\\w-]*:sns:[\\w-]+:\\d{12}:[\\w.-]+:[\\w-]+")) {
            throw SnsError.invalidParameter("SubscriptionArn");
        }
        return arn;
    }

    private static boolean isTrue(Fields call, String name) {
        return call.get(name).filter("true"::equalsIgnoreCase).isPresent();
    }

    private String token() {
        byte[] bytes = new byte[64];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
