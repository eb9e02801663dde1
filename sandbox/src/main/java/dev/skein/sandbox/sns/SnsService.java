package dev.skein.sandbox.sns;

import static java.util.Map.entry;

import dev.skein.sandbox.http.Refusal;
import dev.skein.sandbox.http.Request;
import dev.skein.sandbox.http.Response;
import dev.skein.sandbox.http.Service;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * SNS in memory: standard topics with subscriptions of queues and of HTTP endpoints. Messages are not signed, and
 * policies are kept but not enforced. Whatever it does not honour it refuses, with status 501 where SNS would have it.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/api/welcome.html">API reference</a>
 */
public final class SnsService implements Service, AutoCloseable {
    private static final String VERSION = "2010-03-31";
    private static final Duration PAUSE_OF_SNS = Duration.ofSeconds(20);

    private final Registry registry = new Registry();
    private final Delivery delivery;
    private final PublishActions publishing;
    private final Map<String, Action> actions;

    /** Serves at that endpoint, to which its links point, and sends to queues by that sender. */
    public SnsService(URI endpoint, QueueSender queues) {
        this(endpoint, queues, PAUSE_OF_SNS);
    }

    /** The same with another pause between attempts to reach an HTTP endpoint. */
    SnsService(URI endpoint, QueueSender queues, Duration pause) {
        this.delivery = new Delivery(new Envelope(endpoint, Clock.systemUTC()), queues, new HttpSender(pause));
        this.publishing = new PublishActions(registry, delivery);
        this.actions = actions(new TopicActions(registry), new SubscriptionActions(registry, delivery), publishing);
    }

    @Override
    public Response handle(Request request) {
        try {
            Fields call = new Fields(request.form().values());
            String name = call.get("Action").orElse("");
            Action action = Optional.ofNullable(actions.get(name))
                    .filter(found -> call.get("Version").orElse(VERSION).equals(VERSION))
                    .orElseThrow(() -> SnsError.unsupported("the action " + name + " in this version"));
            return action.run(name, call);
        } catch (SnsError e) {
            return e.response();
        }
    }

    @Override
    public Response refuse(Request request, Refusal refusal) {
        SnsError error = switch (refusal) {
            case ACCESS_DENIED -> new SnsError(403, "AuthorizationError", refusal.message());
            case UNKNOWN_KEY -> new SnsError(403, "InvalidClientTokenId", refusal.message());
            case ANONYMOUS -> new SnsError(403, "MissingAuthenticationToken", refusal.message());
            case TOO_LARGE -> new SnsError(413, "RequestEntityTooLarge", refusal.message());
            case FAULT -> new SnsError(500, "InternalFailure", refusal.message());
        };
        return error.response();
    }

    /** Whether there is a topic of that ARN, for services that publish by themselves. */
    public boolean hasTopic(String arn) {
        return registry.hasTopic(arn);
    }

    /** Publishes for another service. Throws an unchecked exception where there is no such topic. */
    public void publish(String topicArn, String subject, String message) {
        publishing.publish(new Message(UUID.randomUUID().toString(), topicArn, subject, message, Map.of()));
    }

    @Override
    public void close() {
        delivery.close();
    }

    private static Map<String, Action> actions(
            TopicActions topics, SubscriptionActions subscriptions, PublishActions publishing) {
        return Map.ofEntries(
                entry("CreateTopic", Action.of(topics::create, "Name", "Attributes.entry")),
                entry("DeleteTopic", Action.of(topics::delete, "TopicArn")),
                entry("ListTopics", Action.of(topics::list, "NextToken")),
                entry("GetTopicAttributes", Action.of(topics::attributes, "TopicArn")),
                entry(
                        "SetTopicAttributes",
                        Action.of(topics::setAttribute, "TopicArn", "AttributeName", "AttributeValue")),
                entry(
                        "Subscribe",
                        Action.of(
                                subscriptions::subscribe,
                                "TopicArn",
                                "Protocol",
                                "Endpoint",
                                "Attributes.entry",
                                "ReturnSubscriptionArn")),
                entry(
                        "ConfirmSubscription",
                        Action.of(subscriptions::confirm, "TopicArn", "Token", "AuthenticateOnUnsubscribe")),
                entry("Unsubscribe", Action.of(subscriptions::unsubscribe, "SubscriptionArn")),
                entry("ListSubscriptions", Action.of(subscriptions::list, "NextToken")),
                entry("ListSubscriptionsByTopic", Action.of(subscriptions::listByTopic, "TopicArn", "NextToken")),
                entry("GetSubscriptionAttributes", Action.of(subscriptions::attributes, "SubscriptionArn")),
                entry(
                        "SetSubscriptionAttributes",
                        Action.of(subscriptions::setAttribute, "SubscriptionArn", "AttributeName", "AttributeValue")),
                entry(
                        "Publish",
                        Action.of(
                                publishing::publish,
                                "TopicArn",
                                "TargetArn",
                                "Message",
                                "Subject",
                                "MessageAttributes.entry")),
                entry(
                        "PublishBatch",
                        Action.of(publishing::publishBatch, "TopicArn", "PublishBatchRequestEntries.member")));
    }
}
