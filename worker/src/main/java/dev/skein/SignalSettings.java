package dev.skein;

import dev.skein.telemetry.Collector;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads how the worker shows what it does: from its settings, and from OpenTelemetry's own variables. */
final class SignalSettings {
    private static final String ENDPOINT = "otlp-endpoint";
    private static final String HEALTH_FILE = "skein-health.json";

    private final SettingsSource source;
    private final List<String> mistakes;
    private final Map<String, String> environment;

    SignalSettings(SettingsSource source, List<String> mistakes, Map<String, String> environment) {
        this.source = source;
        this.mistakes = mistakes;
        this.environment = environment;
    }

    Settings.Signals read() {
        return new Settings.Signals(collector(), healthFile());
    }

    Path healthFile() {
        return source.text("health-file")
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir"), HEALTH_FILE))
                .toAbsolutePath();
    }

    private Optional<Collector> collector() {
        Optional<String> endpoint = source.text(ENDPOINT)
                .or(() -> Optional.ofNullable(environment.get("OTEL_EXPORTER_OTLP_ENDPOINT"))
                        .filter(text -> !text.isEmpty()));
        boolean isOff = environment.getOrDefault("OTEL_SDK_DISABLED", "").equalsIgnoreCase("true");
        return isOff ? Optional.empty() : endpoint.flatMap(this::collector);
    }

    private Optional<Collector> collector(String endpoint) {
        if (!endpoint.matches("https?://[A-Za-z0-9.\\-\\[\\]:]+(/[A-Za-z0-9._~/-]*)?")) {
            mistakes.add(ENDPOINT + ": expected http(s)://host:port, where OTLP over HTTP is taken");
            return Optional.empty();
        }
        try {
            return Optional.of(Collector.of(URI.create(endpoint), environment));
        } catch (IllegalArgumentException e) {
            mistakes.add(e.getMessage());
            return Optional.empty();
        }
    }
}
