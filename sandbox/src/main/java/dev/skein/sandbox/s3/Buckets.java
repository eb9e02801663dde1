package dev.skein.sandbox.s3;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/** All buckets. */
final class Buckets {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    private static final Pattern ADDRESS = Pattern.compile("\\d+\\.\\d+\\.\\d+\\.\\d+");

    private final Map<String, Bucket> byName = new ConcurrentSkipListMap<>();
    private final Clock clock;
    private final BiConsumer<NotificationConfiguration, ObjectEvent> events;

    Buckets(Clock clock, BiConsumer<NotificationConfiguration, ObjectEvent> events) {
        this.clock = clock;
        this.events = events;
    }

    void create(String name) {
        if (!NAME.matcher(name).matches() || ADDRESS.matcher(name).matches() || name.contains("..")) {
            throw ErrorCode.INVALID_BUCKET_NAME.error().detail("BucketName", name);
        }
        Bucket bucket = new Bucket(name, clock, events);
        if (byName.putIfAbsent(name, bucket) != null) {
            throw ErrorCode.BUCKET_ALREADY_OWNED_BY_YOU.error().detail("BucketName", name);
        }
    }

    Bucket get(String name) {
        Bucket bucket = byName.get(name);
        if (bucket == null) {
            throw ErrorCode.NO_SUCH_BUCKET.error().detail("BucketName", name);
        }
        return bucket;
    }

    void delete(String name) {
        if (!get(name).isEmpty()) {
            throw ErrorCode.BUCKET_NOT_EMPTY.error().detail("BucketName", name);
        }
        byName.remove(name);
    }

    List<Bucket> all() {
        return List.copyOf(byName.values());
    }
}
