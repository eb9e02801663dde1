package dev.skein.e2e;

import com.google.protobuf.InvalidProtocolBufferException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** A collector that takes OTLP over HTTP, and keeps what arrives. */
final class OtlpReceiver implements AutoCloseable {
    private final HttpServer server;
    private final List<Span> spans = new CopyOnWriteArrayList<>();
    private final Map<String, Metric> metrics = new ConcurrentHashMap<>();
    private final Set<String> authorizations = ConcurrentHashMap.newKeySet();
    private final Map<String, String> resource = new ConcurrentHashMap<>();

    OtlpReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/traces", exchange -> take(exchange, this::traces));
        server.createContext("/v1/metrics", exchange -> take(exchange, this::metrics));
        server.start();
    }

    /** A point of a metric: its attributes, and its value or its count. */
    record Point(Map<String, String> attributes, long value) {}

    private interface Reader {
        void read(byte[] body) throws InvalidProtocolBufferException;
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<Span> spans() {
        return List.copyOf(spans);
    }

    /** The spans of that name. */
    List<Span> spans(String name) {
        return spans.stream().filter(span -> span.getName().equals(name)).toList();
    }

    /** What arrived last of a metric; it counts from the worker's start. */
    List<Point> points(String metric) {
        Metric found = metrics.getOrDefault(metric, Metric.getDefaultInstance());
        return switch (found.getDataCase()) {
            case SUM ->
                found.getSum().getDataPointsList().stream()
                        .map(OtlpReceiver::point)
                        .toList();
            case GAUGE ->
                found.getGauge().getDataPointsList().stream()
                        .map(OtlpReceiver::point)
                        .toList();
            case HISTOGRAM ->
                found.getHistogram().getDataPointsList().stream()
                        .map(OtlpReceiver::point)
                        .toList();
            default -> List.of();
        };
    }

    String unit(String metric) {
        return metrics.getOrDefault(metric, Metric.getDefaultInstance()).getUnit();
    }

    Set<String> authorizations() {
        return Set.copyOf(authorizations);
    }

    Map<String, String> resource() {
        return Map.copyOf(resource);
    }

    static Map<String, String> attributes(List<KeyValue> attributes) {
        return attributes.stream()
                .collect(Collectors.toMap(
                        KeyValue::getKey,
                        pair -> pair.getValue().hasStringValue()
                                ? pair.getValue().getStringValue()
                                : Long.toString(pair.getValue().getIntValue()),
                        (one, other) -> other,
                        TreeMap::new));
    }

    private static Point point(NumberDataPoint point) {
        return new Point(attributes(point.getAttributesList()), point.getAsInt());
    }

    private static Point point(HistogramDataPoint point) {
        return new Point(attributes(point.getAttributesList()), point.getCount());
    }

    private void take(HttpExchange exchange, Reader reader) throws IOException {
        authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        reader.read(exchange.getRequestBody().readAllBytes());
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    private void traces(byte[] body) throws InvalidProtocolBufferException {
        ExportTraceServiceRequest.parseFrom(body)
                .getResourceSpansList()
                .forEach(all -> all.getScopeSpansList().forEach(scope -> spans.addAll(scope.getSpansList())));
    }

    private void metrics(byte[] body) throws InvalidProtocolBufferException {
        ExportMetricsServiceRequest.parseFrom(body).getResourceMetricsList().forEach(all -> {
            resource.putAll(attributes(all.getResource().getAttributesList()));
            all.getScopeMetricsList()
                    .forEach(scope -> scope.getMetricsList().forEach(metric -> metrics.put(metric.getName(), metric)));
        });
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
