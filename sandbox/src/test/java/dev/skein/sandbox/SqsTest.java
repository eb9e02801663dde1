package dev.skein.sandbox;

import static dev.skein.sandbox.RunningSandbox.SQS;
import static dev.skein.sandbox.RunningSandbox.arn;
import static dev.skein.sandbox.RunningSandbox.fresh;
import static dev.skein.sandbox.RunningSandbox.queue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.SqsException;

class SqsTest {
    @ParameterizedTest
    @CsvSource({
        "VisibilityTimeout, 43201",
        "MessageRetentionPeriod, 60",
        "KmsMasterKeyId, key",
        "RedriveAllowPolicy, '{}'",
        "SqsManagedSseEnabled, true",
        "RedrivePolicy, ''",
        "Policy, no JSON"
    })
    void refuses_attributes_that_would_be_ignored_or_wrong(String name, String value) {
        String queue = queue();
        assertThatThrownBy(() ->
                        SQS.setQueueAttributes(set -> set.queueUrl(queue).attributesWithStrings(Map.of(name, value))))
                .isInstanceOf(SqsException.class);
        assertThatThrownBy(() -> SQS.createQueue(
                        create -> create.queueName(fresh("refused")).attributesWithStrings(Map.of(name, value))))
                .isInstanceOf(SqsException.class);
    }

    @Test
    void keeps_the_policy_and_gives_it_back() {
        String queue = queue();
        SQS.setQueueAttributes(set ->
                set.queueUrl(queue).attributes(Map.of(QueueAttributeName.POLICY, "{\"Version\":\"2012-10-17\"}")));
        assertThat(SQS.getQueueAttributes(get -> get.queueUrl(queue).attributeNames(QueueAttributeName.ALL))
                        .attributes())
                .containsEntry(QueueAttributeName.POLICY, "{\"Version\":\"2012-10-17\"}")
                .containsEntry(QueueAttributeName.MESSAGE_RETENTION_PERIOD, "345600");
    }

    @Test
    void refuses_a_longer_visibility_than_sqs_and_a_larger_message() {
        String queue = queue();
        assertThatThrownBy(() -> SQS.changeMessageVisibility(
                        change -> change.queueUrl(queue).receiptHandle("x").visibilityTimeout(43_201)))
                .isInstanceOf(SqsException.class);
        assertThatThrownBy(() -> SQS.sendMessage(send -> send.queueUrl(queue).messageBody("x".repeat(1_048_577))))
                .isInstanceOf(SqsException.class);
    }

    @Test
    void moves_to_the_dead_letters_and_back() {
        String deadLetters = queue();
        String source = SQS.createQueue(create -> create.queueName(fresh("source"))
                        .attributes(Map.of(
                                QueueAttributeName.VISIBILITY_TIMEOUT,
                                "0",
                                QueueAttributeName.REDRIVE_POLICY,
                                "{\"deadLetterTargetArn\":\"" + arn(deadLetters) + "\",\"maxReceiveCount\":\"1\"}")))
                .queueUrl();
        SQS.sendMessage(send -> send.queueUrl(source).messageBody("poison"));
        Awaitility.await().until(() -> {
            SQS.receiveMessage(receive -> receive.queueUrl(source));
            return count(deadLetters).equals("1");
        });
        SQS.startMessageMoveTask(start -> start.sourceArn(arn(deadLetters)));
        Awaitility.await().until(() -> count(deadLetters).equals("0"));
        assertThat(SQS.receiveMessage(receive -> receive.queueUrl(source).waitTimeSeconds(5))
                        .messages())
                .extracting(Message::body)
                .containsExactly("poison");
    }

    @Test
    void refuses_to_move_from_a_queue_that_holds_no_dead_letters() {
        String queue = queue();
        assertThatThrownBy(() -> SQS.startMessageMoveTask(start -> start.sourceArn(arn(queue))))
                .hasMessageContaining("Dead Letter Queue");
    }

    @Test
    void says_when_there_is_no_such_queue() {
        assertThatThrownBy(() -> SQS.getQueueUrl(get -> get.queueName("nope")))
                .isInstanceOf(QueueDoesNotExistException.class);
    }

    private static String count(String queue) {
        return SQS.getQueueAttributes(
                        get -> get.queueUrl(queue).attributeNames(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
                .attributes()
                .getOrDefault(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, "");
    }
}
