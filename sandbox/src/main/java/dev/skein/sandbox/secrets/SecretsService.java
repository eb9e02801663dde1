package dev.skein.sandbox.secrets;

import static java.util.Map.entry;

import dev.skein.sandbox.http.Json;
import dev.skein.sandbox.http.Refusal;
import dev.skein.sandbox.http.Request;
import dev.skein.sandbox.http.Response;
import dev.skein.sandbox.http.Service;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/**
 * Secrets Manager in memory: create, put, get and delete, with versions and stages. Whatever it does not honour it
 * refuses with status 501.
 *
 * @see <a href="https://docs.aws.amazon.com/secretsmanager/latest/apireference/Welcome.html">API reference</a>
 */
public final class SecretsService implements Service {
    private static final String TARGET_PREFIX = "secretsmanager.";

    private final Map<String, Action> actions;

    public SecretsService() {
        this(Clock.systemUTC());
    }

    SecretsService(Clock clock) {
        SecretActions secrets = new SecretActions(clock);
        this.actions = Map.ofEntries(
                entry(
                        "CreateSecret",
                        new Action(
                                secrets::create, Set.of("Name", "ClientRequestToken", "SecretString", "SecretBinary"))),
                entry(
                        "PutSecretValue",
                        new Action(
                                secrets::put,
                                Set.of(
                                        "SecretId",
                                        "ClientRequestToken",
                                        "SecretString",
                                        "SecretBinary",
                                        "VersionStages"))),
                entry("GetSecretValue", new Action(secrets::get, Set.of("SecretId", "VersionId", "VersionStage"))),
                entry(
                        "DeleteSecret",
                        new Action(
                                secrets::delete,
                                Set.of("SecretId", "RecoveryWindowInDays", "ForceDeleteWithoutRecovery"))));
    }

    @Override
    public Response handle(Request request) {
        try {
            String target = request.header("x-amz-target").orElse("");
            String name = target.startsWith(TARGET_PREFIX) ? target.substring(TARGET_PREFIX.length()) : "";
            Action action = actions.get(name);
            if (action == null) {
                throw SecretsError.unsupported("the action " + name);
            }
            return Response.json(200, SecretsError.CONTENT_TYPE, Json.write(action.run(parameters(request))));
        } catch (SecretsError e) {
            return e.response();
        }
    }

    @Override
    public Response refuse(Request request, Refusal refusal) {
        SecretsError error = switch (refusal) {
            case ACCESS_DENIED -> new SecretsError(400, "AccessDeniedException", refusal.message());
            case UNKNOWN_KEY -> new SecretsError(400, "UnrecognizedClientException", refusal.message());
            case ANONYMOUS -> new SecretsError(400, "MissingAuthenticationTokenException", refusal.message());
            case TOO_LARGE -> new SecretsError(413, "RequestEntityTooLargeException", refusal.message());
            case FAULT -> new SecretsError(500, "InternalServiceError", refusal.message());
        };
        return error.response();
    }

    private static Parameters parameters(Request request) {
        String body = request.bodyText();
        return Json.parseObject(body.isEmpty() ? "{}" : body)
                .map(Parameters::new)
                .orElseThrow(() -> new SecretsError(400, "SerializationException", "The body is no JSON object."));
    }

    /** What an action does, and the parameters that it honours. */
    private record Action(Function<Parameters, ObjectNode> body, Set<String> parameters) {
        ObjectNode run(Parameters call) {
            call.allowOnly(parameters);
            return body.apply(call);
        }
    }
}
