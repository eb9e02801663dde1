package dev.skein.sandbox.sqs;

import dev.skein.sandbox.http.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Attributes that ElasticMQ takes and forgets: kept here, and given back with the others. */
final class KeptAttributes {
    /** A policy is kept and not enforced; {@link Guard} sees to it that the others are true. */
    static final Set<String> NAMES = Set.of("Policy", "MessageRetentionPeriod", "MaximumMessageSize");

    private static final Map<String, String> DEFAULTS =
            Map.of("MessageRetentionPeriod", "345600", "MaximumMessageSize", "1048576");

    private final Map<String, Map<String, String>> byQueue = new ConcurrentHashMap<>();

    Map<String, String> of(String queue) {
        Map<String, String> attributes = new LinkedHashMap<>(DEFAULTS);
        attributes.putAll(byQueue.getOrDefault(queue, Map.of()));
        return attributes;
    }

    /** Keeps those of our names; an empty Policy takes the policy away. */
    void put(String queue, Map<String, String> given) {
        byQueue.compute(queue, (name, old) -> {
            Map<String, String> next = new LinkedHashMap<>(old == null ? Map.of() : old);
            given.forEach((attribute, value) -> next.put(attribute, value));
            next.keySet().retainAll(NAMES);
            next.values().removeIf(String::isEmpty);
            return next;
        });
    }

    void forget(String queue) {
        byQueue.remove(queue);
    }

    static void checkPolicy(String policy) {
        if (!policy.isEmpty() && Json.parseObject(policy).isEmpty()) {
            throw SqsError.invalidValue("Invalid value for the parameter Policy.");
        }
    }
}
