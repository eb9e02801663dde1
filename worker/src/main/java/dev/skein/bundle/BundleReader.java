package dev.skein.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** Reads an archive as a bundle, trusting nothing in it, and reports all of its problems together. */
public final class BundleReader {
    private final Problems problems = new Problems();
    private final Budget budget = new Budget();

    private final Optional<BundleKey> key;

    private BundleReader(Optional<BundleKey> key) {
        this.key = key;
    }

    /**
     * Reads the archive.
     *
     * @return the open bundle, or everything that is wrong with it; hostile bytes are a problem, never an exception
     * @throws IOException when the file itself cannot be read
     */
    public static Reading read(Path archive) throws IOException {
        return read(archive, Optional.empty());
    }

    /** Reads the archive of an upload, whose key has to say what the manifest says. */
    public static Reading read(Path archive, BundleKey key) throws IOException {
        return read(archive, Optional.of(key));
    }

    private static Reading read(Path archive, Optional<BundleKey> key) throws IOException {
        try (FileChannel bytes = FileChannel.open(archive)) {
            Optional<BundleProblem> unusable = ZipEnd.problem(bytes);
            if (unusable.isPresent()) {
                return new Reading.Refused(List.of(unusable.get()));
            }
        }
        return new BundleReader(key).open(archive, Sha256.of(archive));
    }

    /** What comes of an archive that is too large to be looked at. */
    public static Reading tooLarge(long size) {
        return new Reading.Refused(List.of(ZipEnd.tooLarge(size)));
    }

    private Reading open(Path archive, String sha256) throws IOException {
        ZipFile zip;
        try {
            zip = ZipFile.builder()
                    .setPath(archive)
                    .setUseUnicodeExtraFields(false)
                    .get();
        } catch (IOException | IllegalArgumentException e) {
            return corrupt(e);
        }
        Optional<Bundle> bundle = Optional.empty();
        try {
            bundle = check(zip, sha256);
        } finally {
            if (bundle.isEmpty()) {
                zip.close();
            }
        }
        return bundle.<Reading>map(Reading.Accepted::new).orElseGet(() -> new Reading.Refused(problems.list()));
    }

    private static Reading corrupt(Exception cause) {
        return new Reading.Refused(
                List.of(BundleProblem.of(ProblemCode.CORRUPT_ZIP, "the archive is damaged: " + cause.getMessage())));
    }

    private Optional<Bundle> check(ZipFile zip, String sha256) {
        EntryNames names = new EntryNames(problems);
        Collections.list(zip.getEntriesInPhysicalOrder()).forEach(names::add);
        Optional<Manifest> manifest = manifest(zip, names);
        manifest.ifPresent(this::checkKey);
        manifest.ifPresent(known -> new ManifestCheck(problems, entry -> content(zip, entry)).check(known, names));
        return problems.isEmpty()
                ? manifest.map(known -> new Bundle(known, sha256, zip, names.sound()))
                : Optional.empty();
    }

    private void checkKey(Manifest manifest) {
        BundleId id = manifest.bundle();
        key.filter(uploaded -> !uploaded.bundle().equals(id))
                .ifPresent(uploaded -> problems.add(
                        ProblemCode.KEY_MISMATCH,
                        Manifest.ENTRY,
                        "says " + id + ", but the bundle was uploaded as " + uploaded.bundle() + " (" + uploaded
                                + ")"));
    }

    private Optional<Manifest> manifest(ZipFile zip, EntryNames names) {
        ZipArchiveEntry entry = names.sound().get(Manifest.ENTRY);
        if (entry == null) {
            if (!names.isRefused(Manifest.ENTRY)) {
                problems.add(
                        ProblemCode.MISSING_MANIFEST, null, "the archive has no " + Manifest.ENTRY + " at its top");
            }
            return Optional.empty();
        }
        return unpack(zip, entry, Limits.MANIFEST, InputStream::readAllBytes)
                .flatMap(json -> new ManifestReader(problems).read(json));
    }

    private Optional<Content> content(ZipFile zip, ZipArchiveEntry entry) {
        return unpack(zip, entry, Limits.UNPACKED, Content::of);
    }

    private <T> Optional<T> unpack(ZipFile zip, ZipArchiveEntry entry, long limit, Unpacking<T> unpacking) {
        try (InputStream bytes = budget.meter(zip.getInputStream(entry), entry.getCompressedSize(), limit)) {
            return Optional.of(unpacking.read(bytes));
        } catch (Budget.Exceeded e) {
            problems.add(e.code(), entry.getName(), String.valueOf(e.getMessage()));
        } catch (IOException | IllegalArgumentException e) {
            problems.add(ProblemCode.CORRUPT_ZIP, entry.getName(), "cannot be unpacked: " + e.getMessage());
        }
        return Optional.empty();
    }

    @FunctionalInterface
    private interface Unpacking<T> {
        T read(InputStream bytes) throws IOException;
    }
}
