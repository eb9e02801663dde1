package dev.skein.sandbox.sns;

import dev.skein.sandbox.Account;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/** What a subscription connects: a topic with a queue or an HTTP endpoint. */
record Target(String topicArn, String protocol, String endpoint) {
    private static final Set<String> ONLY_AT_SNS =
            Set.of("https", "email", "email-json", "sms", "application", "lambda", "firehose");

    Target {
        switch (protocol) {
            case "sqs" -> checkQueue(endpoint);
            case "http" -> checkUrl(endpoint);
            default ->
                throw ONLY_AT_SNS.contains(protocol)
                        ? SnsError.unsupported("the protocol " + protocol)
                        : SnsError.invalidParameter("Does not support this protocol string: " + protocol);
        }
    }

    boolean isQueue() {
        return protocol.equals("sqs");
    }

    private static void checkQueue(String arn) {
        if (!arn.matches("arn:aws[\\w-]*:sqs:[\\w-]+:\\d{12}:[\\w-]{1,80}")) {
            throw SnsError.invalidParameter("SQS endpoint ARN");
        }
        if (!arn.startsWith("arn:aws:sqs:" + Account.REGION + ":" + Account.ID + ":")) {
            throw SnsError.unsupported("queues of other accounts and regions");
        }
    }

    private static void checkUrl(String url) {
        try {
            URI uri = new URI(url);
            if (!"http".equals(uri.getScheme()) || uri.getHost() == null || uri.getPort() > 65_535) {
                throw SnsError.invalidParameter("Endpoint must match the specified protocol");
            }
            if (uri.getUserInfo() != null) {
                throw SnsError.unsupported("HTTP endpoints with a password");
            }
        } catch (URISyntaxException e) {
            throw SnsError.invalidParameter("Endpoint");
        }
    }
}
