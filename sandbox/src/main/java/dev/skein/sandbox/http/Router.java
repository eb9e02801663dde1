package dev.skein.sandbox.http;

import java.util.Map;
import java.util.Optional;

/** Finds the service of a request. */
final class Router {
    private static final Map<String, String> BY_TARGET = Map.of("AmazonSQS", "sqs", "secretsmanager", "secretsmanager");

    private final Map<String, Service> services;

    Router(Map<String, Service> services) {
        this.services = Map.copyOf(services);
    }

    Response route(Request request) {
        Service service = service(request);
        Optional<Caller> caller = Caller.of(request);
        if (caller.isPresent()) {
            return service.handle(request, caller.get().access());
        }
        return isLinkOfSns(request) ? service.handle(request) : service.refuse(request, Refusal.ANONYMOUS);
    }

    Response refuse(Request request, Refusal refusal) {
        return service(request).refuse(request, refusal);
    }

    private Service service(Request request) {
        return Caller.of(request)
                .map(caller -> services.getOrDefault(caller.service(), new UnknownService(caller.service())))
                .or(() -> byTarget(request))
                .orElseGet(() -> byAction(request));
    }

    private Optional<Service> byTarget(Request request) {
        return request.header("x-amz-target")
                .map(target -> target.replaceFirst("\\..*", ""))
                .map(BY_TARGET::get)
                .map(services::get);
    }

    private Service byAction(Request request) {
        boolean form = request.header("content-type").orElse("").startsWith("application/x-www-form-urlencoded");
        Query fields = form ? request.form() : request.query();
        String version = fields.has("Action") ? fields.get("Version").orElse("2010-03-31") : "";
        String name = switch (version) {
            case "2010-03-31" -> "sns";
            case "2012-11-05" -> "sqs";
            default -> "s3";
        };
        return services.getOrDefault(name, new UnknownService(name));
    }

    /** The links in SNS messages work without credentials, as those of SNS do. */
    private static boolean isLinkOfSns(Request request) {
        String action = request.query().get("Action").orElse("");
        return request.method().equals("GET") && (action.equals("ConfirmSubscription") || action.equals("Unsubscribe"));
    }
}
