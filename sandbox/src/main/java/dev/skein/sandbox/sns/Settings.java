package dev.skein.sandbox.sns;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The attributes of a subscription that its owner chooses. */
record Settings(Map<String, String> attributes, FilterPolicy policy) {
    private static final Set<String> ONLY_AT_SNS =
            Set.of("DeliveryPolicy", "RedrivePolicy", "SubscriptionRoleArn", "ReplayPolicy");

    Settings {
        attributes = Map.copyOf(attributes);
    }

    static Settings of(Map<String, String> given) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("RawMessageDelivery", "false");
        given.forEach((name, value) -> {
            check(name, value);
            attributes.put(name, name.equals("RawMessageDelivery") ? String.valueOf(isTrue(value)) : value);
        });
        String policy = attributes.get("FilterPolicy");
        return new Settings(attributes, policy == null ? FilterPolicy.everything() : FilterPolicy.parse(policy));
    }

    Settings with(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(attributes);
        changed.put(name, value);
        return of(changed);
    }

    boolean isRaw() {
        return isTrue(attributes.getOrDefault("RawMessageDelivery", "false"));
    }

    private static void check(String name, String value) {
        switch (name) {
            case "RawMessageDelivery" -> {
                if (!isTrue(value) && !value.equalsIgnoreCase("false")) {
                    throw SnsError.invalidParameter("Attributes Reason: RawMessageDelivery: Invalid value [" + value
                            + "]. Must be true or false.");
                }
            }
            case "FilterPolicyScope" -> checkScope(value);
            case "FilterPolicy" -> {}
            default ->
                throw ONLY_AT_SNS.contains(name)
                        ? SnsError.unsupported("the attribute " + name + " of subscriptions")
                        : SnsError.invalidParameter("AttributeName");
        }
    }

    private static void checkScope(String value) {
        if (value.equals("MessageBody")) {
            throw SnsError.unsupported("filter policies on the message body");
        }
        if (!value.equals("MessageAttributes")) {
            throw SnsError.invalidParameter("FilterPolicyScope: Invalid value [" + value
                    + "]. Please use either MessageBody or MessageAttributes");
        }
    }

    private static boolean isTrue(String value) {
        return value.equalsIgnoreCase("true");
    }
}
