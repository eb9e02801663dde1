package dev.skein.sandbox.sqs;

import dev.skein.sandbox.http.Json;
import dev.skein.sandbox.http.Request;
import dev.skein.sandbox.http.Response;
import dev.skein.sandbox.http.Xml;
import java.util.UUID;

/** An error that SQS itself would give, or that the sandbox gives for what it does not have. */
final class SqsError extends RuntimeException {
    private static final String NAMESPACE = "http://queue.amazonaws.com/doc/2012-11-05/";

    private final int status;
    private final String code;

    private SqsError(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    static SqsError invalidValue(String message) {
        return new SqsError(400, "InvalidParameterValue", message);
    }

    static SqsError invalidAttribute(String name) {
        return new SqsError(400, "InvalidAttributeName", "The sandbox does not honour the attribute " + name + ".");
    }

    static SqsError queueExists(String name) {
        String message = "A queue " + name + " exists with other attributes.";
        return new SqsError(400, "QueueAlreadyExists", message);
    }

    static SqsError batchTooLong() {
        return new SqsError(400, "AWS.SimpleQueueService.BatchRequestTooLong", "The batch is longer than 1 MiB.");
    }

    static SqsError noSuchResource(String arn) {
        return new SqsError(404, "ResourceNotFoundException", "There is no queue " + arn + ".");
    }

    static SqsError unsupported(String what) {
        String message = "The sandbox does not have " + what + ".";
        return new SqsError(501, "UnsupportedOperation", message);
    }

    static SqsError denied(int status, String code, String message) {
        return new SqsError(status, code, message);
    }

    Response response(Request request) {
        String message = String.valueOf(getMessage());
        if (request.header("x-amz-target").isPresent()) {
            String body = Json.write(
                    Json.object().put("__type", "com.amazonaws.sqs#" + code).put("message", message));
            return Response.json(status, "application/x-amz-json-1.0", body)
                    .with("x-amzn-query-error", code + ";Sender");
        }
        Xml error =
                Xml.fragment().element("Type", "Sender").element("Code", code).element("Message", message);
        Xml document = Xml.fragment().element("Error", error).element("RequestId", UUID.randomUUID());
        return Response.xml(status, document.document("ErrorResponse", NAMESPACE));
    }
}
