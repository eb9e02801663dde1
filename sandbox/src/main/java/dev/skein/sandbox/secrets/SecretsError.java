package dev.skein.sandbox.secrets;

import dev.skein.sandbox.http.Json;
import dev.skein.sandbox.http.Response;

/** An error that Secrets Manager itself would give, or that the sandbox gives for what it does not have. */
final class SecretsError extends RuntimeException {
    static final String CONTENT_TYPE = "application/x-amz-json-1.1";

    private final int status;
    private final String code;

    SecretsError(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    static SecretsError notFound(String what) {
        return new SecretsError(400, "ResourceNotFoundException", "Secrets Manager can't find the specified " + what);
    }

    static SecretsError exists(String message) {
        return new SecretsError(400, "ResourceExistsException", message);
    }

    static SecretsError invalidRequest(String message) {
        return new SecretsError(400, "InvalidRequestException", message);
    }

    static SecretsError invalidParameter(String message) {
        return new SecretsError(400, "InvalidParameterException", message);
    }

    static SecretsError validation(String message) {
        return new SecretsError(400, "ValidationException", message);
    }

    static SecretsError unsupported(String what) {
        return new SecretsError(501, "NotImplemented", "The sandbox does not have " + what + ".");
    }

    Response response() {
        String body = Json.write(Json.object().put("__type", code).put("Message", String.valueOf(getMessage())));
        return Response.json(status, CONTENT_TYPE, body).with("x-amzn-ErrorType", code);
    }
}
