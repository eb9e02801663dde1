package dev.skein.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** One SQS queue. Every method throws the SDK's exceptions. */
public final class MessageQueue {
    private final SqsClient sqs;
    private final String url;

    /** @param url the queue's URL */
    public MessageQueue(SqsClient sqs, String url) {
        this.sqs = sqs;
        this.url = url;
    }

    /** Waits up to {@code wait} (at most 20 s, SQS's limit) for up to {@code most} messages (at most 10). */
    public List<QueueMessage> receive(int most, Duration wait) {
        return receive(most, wait, null);
    }

    /** Receives messages that come back after {@code hidden}, whatever the queue's own visibility timeout is. */
    List<QueueMessage> receive(int most, Duration wait, @Nullable Duration hidden) {
        return sqs
                .receiveMessage(request -> request.queueUrl(url)
                        .maxNumberOfMessages(most)
                        .waitTimeSeconds((int) wait.toSeconds())
                        .visibilityTimeout(hidden == null ? null : (int) hidden.toSeconds())
                        .messageAttributeNames("All")
                        .messageSystemAttributeNames(
                                MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT,
                                MessageSystemAttributeName.SENT_TIMESTAMP,
                                MessageSystemAttributeName.DEAD_LETTER_QUEUE_SOURCE_ARN))
                .messages()
                .stream()
                .map(MessageQueue::read)
                .toList();
    }

    /** Sends a message that becomes visible after {@code delay} (at most 900 s, SQS's limit). */
    public void send(String body, Map<Mark, String> marks, Duration delay) {
        Map<String, MessageAttributeValue> attributes = new HashMap<>();
        marks.forEach((mark, value) -> attributes.put(
                mark.attribute(),
                MessageAttributeValue.builder()
                        .dataType("String")
                        .stringValue(value)
                        .build()));
        sqs.sendMessage(request -> request.queueUrl(url)
                .messageBody(body)
                .delaySeconds((int) delay.toSeconds())
                .messageAttributes(attributes));
    }

    /** Ends a message. */
    public void delete(QueueMessage message) {
        sqs.deleteMessage(request -> request.queueUrl(url).receiptHandle(message.handle()));
    }

    /** Hides a received message for another while from now on; zero gives it back. */
    public void hide(QueueMessage message, Duration time) {
        sqs.changeMessageVisibility(request ->
                request.queueUrl(url).receiptHandle(message.handle()).visibilityTimeout((int) time.toSeconds()));
    }

    /** Gives up to ten received messages back; of those that are hidden no more nothing is said. */
    void giveBack(List<QueueMessage> messages) {
        sqs.changeMessageVisibilityBatch(request -> request.queueUrl(url)
                .entries(IntStream.range(0, messages.size())
                        .mapToObj(i -> ChangeMessageVisibilityBatchRequestEntry.builder()
                                .id(Integer.toString(i))
                                .receiptHandle(messages.get(i).handle())
                                .visibilityTimeout(0)
                                .build())
                        .toList()));
    }

    /** Reads how the queue is set up. */
    public QueueTraits traits() {
        return QueueTraits.of(
                sqs.getQueueAttributes(request -> request.queueUrl(url).attributeNames(QueueTraits.READ))
                        .attributes());
    }

    /** The queue's URL. */
    public String url() {
        return url;
    }

    private static QueueMessage read(Message message) {
        Map<Mark, String> marks = new EnumMap<>(Mark.class);
        for (Mark mark : Mark.values()) {
            MessageAttributeValue value = message.messageAttributes().get(mark.attribute());
            if (value != null && value.stringValue() != null) {
                marks.put(mark, value.stringValue());
            }
        }
        Map<MessageSystemAttributeName, String> system = message.attributes();
        return new QueueMessage(
                message.messageId(),
                message.receiptHandle(),
                message.body(),
                Integer.parseInt(system.getOrDefault(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "1")),
                Instant.ofEpochMilli(
                        Long.parseLong(system.getOrDefault(MessageSystemAttributeName.SENT_TIMESTAMP, "0"))),
                marks,
                system.getOrDefault(MessageSystemAttributeName.DEAD_LETTER_QUEUE_SOURCE_ARN, ""));
    }
}
