package dev.skein.sandbox.sns;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** The topics and subscriptions; every method is atomic. */
final class Registry {
    private final Map<String, Map<String, String>> topics = new TreeMap<>();
    private final Map<String, Subscription> subscriptions = new LinkedHashMap<>();

    synchronized boolean hasTopic(String arn) {
        return topics.containsKey(arn);
    }

    synchronized List<String> topicArns() {
        return List.copyOf(topics.keySet());
    }

    synchronized Map<String, String> attributes(String topicArn) {
        return Map.copyOf(topic(topicArn));
    }

    /** Makes a topic, unless there is one with the same attributes. */
    synchronized void create(String arn, Map<String, String> attributes) {
        Map<String, String> existing = topics.putIfAbsent(arn, new LinkedHashMap<>(attributes));
        boolean same = existing == null
                || attributes.entrySet().stream()
                        .allMatch(entry -> entry.getValue().equals(existing.getOrDefault(entry.getKey(), "")));
        if (!same) {
            throw SnsError.invalidParameter("Attributes Reason: Topic already exists with different attributes");
        }
    }

    synchronized void set(String topicArn, String name, String value) {
        topic(topicArn).put(name, value);
    }

    /** Takes the topic and its subscriptions away; there need not be one. */
    synchronized void delete(String topicArn) {
        topics.remove(topicArn);
        subscriptions.values().removeIf(one -> one.target().topicArn().equals(topicArn));
    }

    /** Adds a subscription, or gives back the one that connects the same two with the same settings. */
    synchronized Subscription subscribe(Subscription wanted) {
        topic(wanted.target().topicArn());
        Optional<Subscription> existing = subscriptions.values().stream()
                .filter(one -> one.target().equals(wanted.target()))
                .findFirst();
        boolean differs = existing.filter(one ->
                        !one.settings().attributes().equals(wanted.settings().attributes()))
                .isPresent();
        if (differs) {
            throw SnsError.invalidParameter("Attributes Reason: Subscription already exists with different attributes");
        }
        return existing.orElseGet(() -> {
            subscriptions.put(wanted.arn(), wanted);
            return wanted;
        });
    }

    synchronized Subscription confirm(String topicArn, String token) {
        topic(topicArn);
        Subscription pending = subscriptions.values().stream()
                .filter(one ->
                        one.target().topicArn().equals(topicArn) && one.token().equals(token))
                .findFirst()
                .orElseThrow(() -> SnsError.invalidParameter("Token"));
        return change(pending.arn(), Subscription::confirmed);
    }

    /** Changes a subscription; an exception of the change leaves it as it was. */
    synchronized Subscription change(String arn, UnaryOperator<Subscription> change) {
        Subscription changed = change.apply(subscription(arn));
        subscriptions.put(arn, changed);
        return changed;
    }

    synchronized Subscription subscription(String arn) {
        return Optional.ofNullable(subscriptions.get(arn)).orElseThrow(() -> SnsError.notFound("Subscription"));
    }

    synchronized void unsubscribe(String arn) {
        subscriptions.remove(arn);
    }

    synchronized List<Subscription> subscriptions() {
        return subscriptions.values().stream()
                .sorted(Comparator.comparing(Subscription::arn))
                .toList();
    }

    synchronized List<Subscription> subscriptions(String topicArn) {
        topic(topicArn);
        return subscriptions().stream()
                .filter(one -> one.target().topicArn().equals(topicArn))
                .toList();
    }

    private Map<String, String> topic(String arn) {
        return Optional.ofNullable(topics.get(arn)).orElseThrow(() -> SnsError.notFound("Topic"));
    }
}
