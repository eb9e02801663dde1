package dev.skein.sandbox.s3;

import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;

/** Ids of requests, made up as S3 makes them look. */
final class RequestIds {
    private RequestIds() {}

    static String next() {
        return "%016X".formatted(ThreadLocalRandom.current().nextLong());
    }

    /** The second id, of the host. */
    static String host() {
        byte[] bytes = new byte[48];
        ThreadLocalRandom.current().nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
