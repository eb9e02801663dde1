package dev.skein.infra.stage;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where workers send their telemetry, by OTLP over HTTP.
 *
 * @param host its name or address
 */
public record Collector(String host, int port) {
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern LOCAL = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");

    /** What a URL names; empty where it is no such URL. */
    static Optional<Collector> of(String url) {
        try {
            URI uri = URI.create(url);
            String scheme = uri.getScheme();
            if (uri.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
                return Optional.empty();
            }
            int usual = scheme.equals("https") ? 443 : 80;
            return Optional.of(new Collector(uri.getHost(), uri.getPort() < 0 ? usual : uri.getPort()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether it is in the worker's own task. */
    public boolean isLocal() {
        return LOCAL.matcher(host).matches();
    }

    /** The addresses that it can have: its own, or any where only its name is known. */
    public String block() {
        return IPV4.matcher(host).matches() ? host + "/32" : "0.0.0.0/0";
    }
}
