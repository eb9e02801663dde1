package dev.skein.outcome;

import dev.skein.bundle.BundleKey;
import dev.skein.bundle.BundleStore;
import dev.skein.bundle.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Uploads a bundle so that a version stays what it is: the same bytes are followed, others are refused. */
public final class Push {
    /** Conditional writes that lose to somebody else's are looked at again this often. */
    private static final int TRIES = 5;

    /** SQS keeps no message for longer, so no worker hears of an older upload any more. */
    private static final Duration LONGEST_KEPT = Duration.ofDays(14);

    private final BundleStore bundles;
    private final RunStore runs;
    private final Clock clock;

    /** @param runs tells how earlier uploads of the same bytes ended */
    public Push(BundleStore bundles, RunStore runs, Clock clock) {
        this.bundles = bundles;
        this.runs = runs;
        this.clock = clock;
    }

    /** What became of the upload. */
    public sealed interface Result {
        /** One function for each case. */
        interface Cases<R> {
            /** Returns the result for {@link Uploaded}. */
            R uploaded(Uploaded uploaded);

            /** Returns the result for {@link Ended}. */
            R ended(Ended ended);

            /** Returns the result for {@link Taken}. */
            R taken(Taken taken);
        }

        /** Calls the function of the case at hand. */
        <R> R match(Cases<R> cases);
    }

    /** The bundle lies in the bucket, and its run has not ended yet. */
    public record Uploaded(RunId run) implements Result {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.uploaded(this);
        }
    }

    /** The same bytes were pushed before and are in the database, or wait for approval. */
    public record Ended(OutcomeDocument outcome) implements Result {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.ended(this);
        }
    }

    /** The version is taken by other bytes. */
    public record Taken(BundleKey key, String sha256) implements Result {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.taken(this);
        }
    }

    /**
     * Uploads a bundle; throws the SDK's exceptions.
     *
     * @param notAfter from when on the worker may no longer apply it
     * @throws IOException when the file cannot be read
     */
    public Result push(BundleKey key, Path archive, Optional<Instant> notAfter) throws IOException {
        String sha256 = Sha256.of(archive);
        for (int i = 0; i < TRIES; i++) {
            Optional<String> first = bundles.putFirst(key, archive, sha256, notAfter);
            if (first.isPresent()) {
                return new Uploaded(RunId.of(key, first.get()));
            }
            Optional<Result> over = pushOver(key, archive, sha256, notAfter);
            if (over.isPresent()) {
                return over.get();
            }
        }
        throw new IOException("others keep writing to " + key + "; push again");
    }

    /** Empty when somebody else wrote meanwhile. */
    private Optional<Result> pushOver(BundleKey key, Path archive, String sha256, Optional<Instant> notAfter)
            throws IOException {
        Optional<BundleStore.Stored> current = bundles.current(key);
        if (current.isEmpty()) {
            return Optional.empty();
        }
        BundleStore.Stored stored = current.get();
        Optional<String> theirs = stored.sha256().isPresent() ? stored.sha256() : sha256(key, stored);
        if (theirs.isEmpty()) {
            return Optional.empty();
        }
        if (!theirs.get().equals(sha256)) {
            return Optional.of(new Taken(key, theirs.get()));
        }
        RunId run = RunId.of(key, stored.versionId());
        Optional<OutcomeDocument> last = runs.latest(run);
        if (last.isEmpty() && !isOver(stored)) {
            return Optional.of(new Uploaded(run));
        }
        if (last.filter(outcome -> !isUploadedAgain(outcome.status())).isPresent()) {
            return Optional.of(new Ended(last.get()));
        }
        return bundles.putAgain(key, archive, stored.eTag(), sha256, notAfter)
                .map(version -> new Uploaded(RunId.of(key, version)));
    }

    /** What failed, or was cancelled, is pushed again on purpose. */
    private static boolean isUploadedAgain(Status status) {
        return status.isDead() || status == Status.CANCELLED;
    }

    /** Whether an upload will not be applied any more, whether or not its message was lost. */
    private boolean isOver(BundleStore.Stored stored) {
        Instant now = clock.instant();
        return now.isAfter(stored.uploaded().plus(LONGEST_KEPT))
                || deadline(stored).filter(now::isAfter).isPresent();
    }

    private static Optional<Instant> deadline(BundleStore.Stored stored) {
        try {
            return stored.notAfter().map(Instant::parse);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** The bytes of an upload whose uploader stated no checksum are fetched and hashed; empty when they are not there any more. */
    private Optional<String> sha256(BundleKey key, BundleStore.Stored stored) throws IOException {
        Path folder = Files.createTempDirectory("skein-push");
        Path copy = folder.resolve("bundle.zip");
        try {
            return bundles.downloadCurrent(key, stored.eTag(), copy) ? Optional.of(Sha256.of(copy)) : Optional.empty();
        } finally {
            Files.deleteIfExists(copy);
            Files.delete(folder);
        }
    }
}
