package dev.skein.sandbox.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One HTTP request, read whole.
 *
 * @param path as it came, still percent-encoded
 * @param headers by lower-case name
 */
// Bytes are only passed on here, never compared.
@SuppressWarnings("ArrayRecordComponent")
public record Request(String method, String path, Query query, Map<String, List<String>> headers, byte[] body) {

    public Request {
        headers = lowerCase(headers);
    }

    /** The first value of a header. */
    public Optional<String> header(String name) {
        return headers.getOrDefault(name, List.of()).stream().findFirst();
    }

    /** The host of the Host header, without its port. */
    public String host() {
        return header("host").map(host -> host.replaceFirst(":\\d+$", "")).orElse("");
    }

    public String bodyText() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The fields of a form body; of the query, where the request has no body. */
    public Query form() {
        return body.length == 0 ? query : Query.parse(bodyText());
    }

    private static Map<String, List<String>> lowerCase(Map<String, List<String>> headers) {
        Map<String, List<String>> lower = new TreeMap<>();
        headers.forEach((name, values) -> lower.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        return lower;
    }
}
