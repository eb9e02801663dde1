package dev.skein.sandbox.s3;

import dev.skein.sandbox.http.Request;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A request with its bucket and key, in path style or virtual-host style ({@code bucket.localhost}).
 *
 * @param bucket empty for a request to the service
 * @param key empty for a request to a bucket
 */
record S3Request(Request http, String bucket, String key) {
    private static final String LOCAL = ".localhost";
    private static final int LONGEST_KEY = 1024;

    static S3Request of(Request http) {
        String path = decode(http.path().substring(1));
        String host = http.host();
        if (host.endsWith(LOCAL)) {
            String name = host.substring(0, host.length() - LOCAL.length()).replaceFirst("\\.s3$", "");
            return new S3Request(http, name, checked(path));
        }
        int slash = path.indexOf('/');
        return slash < 0
                ? new S3Request(http, path, "")
                : new S3Request(http, path.substring(0, slash), checked(path.substring(slash + 1)));
    }

    Optional<String> query(String name) {
        return http.query().get(name);
    }

    Optional<String> versionId() {
        return query("versionId").map(VersionIds::check);
    }

    /** A number in the query. Throws {@link S3Error} where it is none or outside. */
    int number(String name, int otherwise, int least, int most) {
        String text = query(name).orElseGet(() -> String.valueOf(otherwise));
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Refused below, like a number that is out of range.
        }
        throw ErrorCode.INVALID_ARGUMENT
                .error("Argument " + name + " must be an integer between " + least + " and " + most)
                .detail("ArgumentName", name)
                .detail("ArgumentValue", text);
    }

    private static String checked(String key) {
        if (key.getBytes(StandardCharsets.UTF_8).length > LONGEST_KEY) {
            throw ErrorCode.KEY_TOO_LONG.error();
        }
        return key;
    }

    /** Percent-decoding of a path, in which a plus sign is one. */
    static String decode(String path) {
        return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
