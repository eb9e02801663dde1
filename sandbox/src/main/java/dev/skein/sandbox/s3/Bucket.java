package dev.skein.sandbox.s3;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** One bucket, held in memory; each change and its event are one step under the bucket's lock. */
final class Bucket {
    /** The states of versioning; once enabled it can only be suspended. */
    enum Versioning {
        NEVER,
        ENABLED,
        SUSPENDED
    }

    /** A key with one of its versions. */
    record Entry(String key, StoredVersion version, boolean latest) {}

    private final String name;
    private final Clock clock;
    private final Instant created;
    private final BiConsumer<NotificationConfiguration, ObjectEvent> events;
    private final NavigableMap<String, Deque<StoredVersion>> keys = new TreeMap<>(KeyOrder.UTF_8);

    private Versioning versioning = Versioning.NEVER;
    private NotificationConfiguration notifications = NotificationConfiguration.NONE;
    private long sequence;

    Bucket(String name, Clock clock, BiConsumer<NotificationConfiguration, ObjectEvent> events) {
        this.name = name;
        this.clock = clock;
        this.created = now();
        this.events = events;
        this.sequence = clock.millis() << 20;
    }

    String name() {
        return name;
    }

    Instant created() {
        return created;
    }

    synchronized Versioning versioning() {
        return versioning;
    }

    synchronized void versioning(Versioning next) {
        versioning = next;
    }

    synchronized NotificationConfiguration notifications() {
        return notifications;
    }

    synchronized void notifications(NotificationConfiguration next) {
        notifications = next;
    }

    synchronized boolean isEmpty() {
        return keys.isEmpty();
    }

    /** Writes an object where the condition holds, and tells it by that event. */
    synchronized StoredVersion.Content put(
            String key, byte[] bytes, Facts facts, WriteCondition condition, String event) {
        condition.check(current(key).flatMap(Bucket::content));
        StoredVersion.Content content = new StoredVersion.Content(nextVersionId(), now(), bytes, facts);
        add(key, content);
        tell(event, key, content);
        return content;
    }

    synchronized Optional<StoredVersion> current(String key) {
        return Optional.ofNullable(keys.get(key)).map(Deque::getFirst);
    }

    synchronized Optional<StoredVersion> version(String key, String versionId) {
        return versions(key).stream()
                .filter(version -> version.versionId().equals(versionId))
                .findFirst();
    }

    /** Deletes without a version: for good in a bucket that was never versioned, else by a marker. */
    synchronized Optional<StoredVersion> delete(String key) {
        if (versioning == Versioning.NEVER) {
            deleteVersion(key, StoredVersion.NULL);
            return Optional.empty();
        }
        StoredVersion marker = new StoredVersion.Marker(nextVersionId(), now());
        add(key, marker);
        tell(ObjectEvent.MARKED, key, marker);
        return Optional.of(marker);
    }

    /** Deletes one version for good; there may be none. */
    synchronized Optional<StoredVersion> deleteVersion(String key, String versionId) {
        Optional<StoredVersion> found = version(key, versionId);
        found.ifPresent(version -> {
            Deque<StoredVersion> versions = versions(key);
            versions.remove(version);
            if (versions.isEmpty()) {
                keys.remove(key);
            }
            tell(ObjectEvent.DELETED, key, version);
        });
        return found;
    }

    /** Every version of every key: keys in their order, newest version first. */
    synchronized List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        keys.forEach((key, versions) ->
                versions.forEach(version -> entries.add(new Entry(key, version, version == versions.getFirst()))));
        return entries;
    }

    static Optional<StoredVersion.Content> content(StoredVersion version) {
        return version.match(Optional::of, marker -> Optional.empty());
    }

    private Deque<StoredVersion> versions(String key) {
        return keys.getOrDefault(key, new ArrayDeque<>());
    }

    private void add(String key, StoredVersion version) {
        Deque<StoredVersion> versions = keys.computeIfAbsent(key, k -> new ArrayDeque<>());
        if (version.versionId().equals(StoredVersion.NULL)) {
            versions.removeIf(old -> old.versionId().equals(StoredVersion.NULL));
        }
        versions.addFirst(version);
    }

    private void tell(String event, String key, StoredVersion version) {
        sequence++;
        events.accept(notifications, new ObjectEvent(event, name, key, version, "%016X".formatted(sequence)));
    }

    private String nextVersionId() {
        return versioning == Versioning.ENABLED ? VersionIds.next() : StoredVersion.NULL;
    }

    /** HTTP dates have whole seconds; S3 keeps no more. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
