package dev.skein.sandbox.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** One HTTP response. */
// Bytes are only passed on here, never compared.
@SuppressWarnings("ArrayRecordComponent")
public record Response(int status, Map<String, String> headers, byte[] body) {

    public Response {
        headers = new LinkedHashMap<>(headers);
    }

    /** A response without a body. */
    public static Response of(int status) {
        return new Response(status, Map.of(), new byte[0]);
    }

    public static Response xml(int status, String xml) {
        return text(status, "application/xml", xml);
    }

    public static Response json(int status, String contentType, String json) {
        return text(status, contentType, json);
    }

    /** The same response with one more header. */
    public Response with(String name, String value) {
        Response copy = new Response(status, headers, body);
        copy.headers.put(name, value);
        return copy;
    }

    private static Response text(int status, String contentType, String text) {
        return new Response(status, Map.of("Content-Type", contentType), text.getBytes(StandardCharsets.UTF_8));
    }
}
