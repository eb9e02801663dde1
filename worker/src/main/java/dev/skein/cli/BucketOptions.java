package dev.skein.cli;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which bucket is meant. */
final class BucketOptions {
    @Option(names = "--bucket", paramLabel = "NAME", description = "The bucket. Default: SKEIN_BUCKET.")
    private @Nullable String bucket;

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "Its region. Default: SKEIN_REGION, then as the AWS CLI finds it.")
    private @Nullable String region;

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            description = "In place of AWS. Default: SKEIN_ENDPOINT, AWS_ENDPOINT_URL.")
    private @Nullable String endpoint;

    BucketAccess open(Function<Map<String, String>, BucketAccess> opener) {
        Map<String, String> given = new HashMap<>();
        put(given, "SKEIN_BUCKET", bucket);
        put(given, "SKEIN_REGION", region);
        put(given, "SKEIN_ENDPOINT", endpoint);
        return opener.apply(given);
    }

    private static void put(Map<String, String> given, String variable, @Nullable String value) {
        if (value != null) {
            given.put(variable, value);
        }
    }
}
