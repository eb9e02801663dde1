package dev.skein.outcome;

import dev.skein.bundle.BundleKey;
import java.util.Optional;

/**
 * One uploaded object version on one target.
 *
 * @param value {@code <target>/<name>/<version>/<versionId>}, or {@code _unroutable/<versionId>}
 */
public record RunId(String value) {
    private static final String UNROUTABLE = "_unroutable";

    /** The run of an upload. */
    public static RunId of(BundleKey key, String versionId) {
        return new RunId(
                key.target() + "/" + key.bundle().name() + "/" + key.bundle().version() + "/" + versionId);
    }

    /** The run of an upload to a decoded key of any form. */
    public static RunId of(String path, String versionId) {
        return BundleKey.parse(path).map(key -> of(key, versionId)).orElseGet(() -> unroutable(versionId));
    }

    /** The run of an upload to a key that names no target, bundle and version. */
    public static RunId unroutable(String versionId) {
        return new RunId(UNROUTABLE + "/" + versionId);
    }

    /** The upload that a run takes its name from. */
    public record Upload(BundleKey key, String versionId) {}

    /** The upload; empty where the name is no run's that could be routed. */
    public Optional<Upload> upload() {
        int end = value.lastIndexOf('/');
        return end < 0
                ? Optional.empty()
                : BundleKey.parse(BundleKey.PREFIX + value.substring(0, end) + ".zip")
                        .map(key -> new Upload(key, value.substring(end + 1)));
    }

    /** Whether both are of one upload, perhaps on two targets. */
    public boolean isSameUploadAs(RunId other) {
        return upload().isPresent()
                && value.substring(value.indexOf('/')).equals(other.value.substring(other.value.indexOf('/')));
    }

    /** The prefix in the bucket under which everything about the run lies. */
    public String prefix() {
        return "runs/" + value + "/";
    }

    /** Where the outcome of an attempt lies. */
    public String outcomeKey(int attempt) {
        return prefix() + (value.startsWith(UNROUTABLE) ? "" : attempt + "/") + "outcome.json";
    }

    /** The target, or {@code _unroutable}. */
    public String target() {
        return value.substring(0, value.indexOf('/'));
    }

    @Override
    public String toString() {
        return value;
    }
}
