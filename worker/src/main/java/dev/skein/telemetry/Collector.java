package dev.skein.telemetry;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where telemetry goes, by OTLP over HTTP.
 *
 * @param endpoint without the signals' paths, {@code /v1/metrics} and {@code /v1/traces}
 * @param headers of each request; secret
 * @param resource attributes of the worker
 * @param interval between two deliveries of metrics
 * @see <a href="https://opentelemetry.io/docs/specs/otel/protocol/exporter/">OpenTelemetry's variables</a>
 */
public record Collector(URI endpoint, Map<String, String> headers, Map<String, String> resource, Duration interval) {
    private static final String HEADERS = "OTEL_EXPORTER_OTLP_HEADERS";
    private static final String RESOURCE = "OTEL_RESOURCE_ATTRIBUTES";
    private static final String INTERVAL = "OTEL_METRIC_EXPORT_INTERVAL";
    private static final String PROTOCOL = "OTEL_EXPORTER_OTLP_PROTOCOL";
    private static final String ONLY_PROTOCOL = "http/protobuf";
    private static final String SERVICE = "service.name";

    /** Copies the maps. */
    public Collector {
        headers = Map.copyOf(headers);
        resource = Map.copyOf(resource);
    }

    /**
     * Reads OpenTelemetry's variables.
     *
     * @throws IllegalArgumentException with a sentence that names the variable, and not its value
     */
    public static Collector of(URI endpoint, Map<String, String> environment) {
        if (!environment.getOrDefault(PROTOCOL, ONLY_PROTOCOL).equals(ONLY_PROTOCOL)) {
            throw new IllegalArgumentException(PROTOCOL + ": expected " + ONLY_PROTOCOL);
        }
        Map<String, String> resource = new LinkedHashMap<>(Map.of(SERVICE, "skein-worker"));
        resource.putAll(pairs(RESOURCE, environment));
        String name = environment.getOrDefault("OTEL_SERVICE_NAME", "");
        if (!name.isEmpty()) {
            resource.put(SERVICE, name);
        }
        return new Collector(endpoint, pairs(HEADERS, environment), resource, interval(environment));
    }

    private static Duration interval(Map<String, String> environment) {
        String milliseconds = environment.getOrDefault(INTERVAL, "60000");
        if (!milliseconds.matches("[1-9]\\d{0,8}")) {
            throw new IllegalArgumentException(INTERVAL + ": expected a number of milliseconds");
        }
        return Duration.ofMillis(Long.parseLong(milliseconds));
    }

    /** Reads {@code a=1,b=2} with percent-encoded values. */
    private static Map<String, String> pairs(String variable, Map<String, String> environment) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : environment.getOrDefault(variable, "").split(",", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                pairs.put(pair.substring(0, equals).strip(), decode(variable, pair.substring(equals + 1)));
            } else if (!pair.isBlank()) {
                throw new IllegalArgumentException(variable + ": expected name=value,name=value");
            }
        }
        return pairs;
    }

    /** A plus is a plus here. */
    private static String decode(String variable, String value) {
        try {
            return URLDecoder.decode(value.strip().replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(variable + ": expected percent-encoded values", e);
        }
    }

    /** Without the headers. */
    @Override
    public String toString() {
        return endpoint.toString();
    }
}
