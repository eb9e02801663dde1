package dev.skein.sandbox;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** Shows what lies in the dead-letter queue, and leaves it there. */
@Command(
        name = "dead-letters",
        mixinStandardHelpOptions = true,
        description = {
            "Shows the messages of the dead-letter queue with their reason and object, and leaves them there.",
            "Reads AWS_ENDPOINT_URL and SKEIN_DEAD_LETTERS_QUEUE from the environment."
        })
final class DeadLettersCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        try {
            Environment environment = Environment.current();
            URI endpoint = URI.create(environment.required("AWS_ENDPOINT_URL"));
            try (SqsClient sqs = new AwsClients(endpoint).sqs()) {
                String queue = environment.required("SKEIN_DEAD_LETTERS_QUEUE");
                peek(sqs, queue).forEach(message -> System.out.println(new DeadLetter(message).render()));
            }
            return 0;
        } catch (IllegalStateException e) {
            System.err.println(e.getMessage());
            return 1;
        }
    }

    /** Takes them all, so that none is seen twice, and then puts them all back. */
    private static Iterable<Message> peek(SqsClient sqs, String queue) {
        Map<String, Message> seen = new LinkedHashMap<>();
        for (List<Message> batch = receive(sqs, queue); !batch.isEmpty(); batch = receive(sqs, queue)) {
            batch.forEach(message -> seen.put(message.messageId(), message));
        }
        seen.values()
                .forEach(message -> sqs.changeMessageVisibility(change -> change.queueUrl(queue)
                        .receiptHandle(message.receiptHandle())
                        .visibilityTimeout(0)));
        return seen.values();
    }

    private static List<Message> receive(SqsClient sqs, String queue) {
        return sqs.receiveMessage(receive -> receive.queueUrl(queue)
                        .maxNumberOfMessages(10)
                        .visibilityTimeout(30)
                        .messageAttributeNames("All"))
                .messages();
    }
}
