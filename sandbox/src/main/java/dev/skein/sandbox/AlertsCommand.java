package dev.skein.sandbox;

import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** Shows the alerts that a chat would have shown. */
@Command(
        name = "alerts",
        mixinStandardHelpOptions = true,
        description = {
            "Takes every alert out of the alerts inbox and shows it as a chat would.",
            "Reads AWS_ENDPOINT_URL and SKEIN_SANDBOX_ALERTS_INBOX from the environment."
        })
final class AlertsCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        try {
            Environment environment = Environment.current();
            URI endpoint = URI.create(environment.required("AWS_ENDPOINT_URL"));
            try (SqsClient sqs = new AwsClients(endpoint).sqs()) {
                show(sqs, environment.required("SKEIN_SANDBOX_ALERTS_INBOX"));
            }
            return 0;
        } catch (IllegalStateException e) {
            System.err.println(e.getMessage());
            return 1;
        }
    }

    private static void show(SqsClient sqs, String queue) {
        for (List<Message> batch = receive(sqs, queue); !batch.isEmpty(); batch = receive(sqs, queue)) {
            for (Message message : batch) {
                System.out.println(Alert.parse(message.body())
                        .map(Alert::render)
                        .orElseGet(() -> "(no custom notification: a chat would show nothing)\n" + message.body()));
                sqs.deleteMessage(delete -> delete.queueUrl(queue).receiptHandle(message.receiptHandle()));
            }
        }
    }

    private static List<Message> receive(SqsClient sqs, String queue) {
        return sqs.receiveMessage(receive -> receive.queueUrl(queue).maxNumberOfMessages(10))
                .messages();
    }
}
