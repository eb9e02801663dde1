package dev.skein.sandbox.s3;

import dev.skein.sandbox.http.Request;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The headers of an upload that are kept with the object and given back. */
final class ObjectHeaders {
    private static final String METADATA = "x-amz-meta-";
    private static final int MOST_METADATA = 2048;
    private static final Set<String> KEPT =
            Set.of("content-type", "cache-control", "content-disposition", "content-language", "expires");

    private ObjectHeaders() {}

    static Map<String, String> of(Request request) {
        Map<String, String> kept = new HashMap<>(Map.of("content-type", "binary/octet-stream"));
        int metadata = 0;
        for (String name : request.headers().keySet()) {
            String value = String.join(",", request.headers().getOrDefault(name, List.of()));
            if (KEPT.contains(name)) {
                kept.put(name, value);
            } else if (name.startsWith(METADATA)) {
                kept.put(name, ascii(name, value));
                metadata += name.length() - METADATA.length() + value.length();
            }
        }
        if (metadata > MOST_METADATA) {
            throw ErrorCode.METADATA_TOO_LARGE.error();
        }
        contentEncoding(request, kept);
        return kept;
    }

    /** aws-chunked describes the transfer and not the object. */
    private static void contentEncoding(Request request, Map<String, String> kept) {
        String encoding = request.header("content-encoding")
                .orElse("")
                .replaceAll("aws-chunked\\s*,?\\s*", "")
                .replaceAll(",\\s*$", "");
        if (!encoding.isEmpty()) {
            kept.put("content-encoding", encoding);
        }
    }

    private static String ascii(String name, String value) {
        if (!StandardCharsets.US_ASCII.newEncoder().canEncode(value)) {
            throw ErrorCode.NOT_IMPLEMENTED.error("The sandbox takes ASCII metadata only; see " + name + ".");
        }
        return value;
    }
}
