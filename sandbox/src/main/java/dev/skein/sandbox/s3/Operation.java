package dev.skein.sandbox.s3;

import dev.skein.sandbox.http.Request;
import dev.skein.sandbox.http.Response;
import java.util.Set;
import java.util.function.Function;

/**
 * One operation: how a request for it looks, and everything that such a request may carry.
 *
 * @param markers the query parameters that tell it from others
 * @param query further query parameters that it honours
 * @param headers the conditional and x-amz headers that it honours; a trailing star stands for any ending
 */
record Operation(
        String method,
        Level level,
        Set<String> markers,
        Set<String> query,
        Set<String> headers,
        Function<S3Request, Response> handler) {

    /** On what an operation acts. */
    enum Level {
        SERVICE,
        BUCKET,
        OBJECT;

        static Level of(S3Request request) {
            if (request.bucket().isEmpty()) {
                return SERVICE;
            }
            return request.key().isEmpty() ? BUCKET : OBJECT;
        }
    }

    // The signature's own; x-id only repeats the operation's name.
    private static final Set<String> QUERY_OF_ALL = Set.of(
            "x-id",
            "X-Amz-Algorithm",
            "X-Amz-Credential",
            "X-Amz-Date",
            "X-Amz-Expires",
            "X-Amz-SignedHeaders",
            "X-Amz-Signature",
            "X-Amz-Content-Sha256");

    private static final Set<String> HEADERS_OF_ALL =
            Set.of("x-amz-date", "x-amz-content-sha256", "x-amz-user-agent", "x-amz-expected-bucket-owner");

    boolean matches(S3Request request) {
        return request.http().method().equals(method)
                && Level.of(request) == level
                && request.http().query().names().containsAll(markers);
    }

    /** Throws {@link S3Error} for anything that would be ignored. */
    void refuseUnknown(Request request) {
        request.query().names().stream()
                .filter(name -> !markers.contains(name) && !covers(query, name) && !QUERY_OF_ALL.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw notImplemented("query parameter", name);
                });
        request.headers().keySet().stream()
                .filter(name -> name.startsWith("x-amz-") || name.startsWith("if-"))
                .filter(name -> !covers(headers, name) && !HEADERS_OF_ALL.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw notImplemented("header", name);
                });
    }

    private static boolean covers(Set<String> known, String name) {
        return known.stream()
                .anyMatch(entry -> entry.endsWith("*")
                        ? name.startsWith(entry.substring(0, entry.length() - 1))
                        : name.equals(entry));
    }

    private static S3Error notImplemented(String kind, String name) {
        return ErrorCode.NOT_IMPLEMENTED.error("The sandbox does not implement the " + kind + " " + name + ".");
    }
}
