package dev.skein.sandbox.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The temporary directory of one server; whoever holds its lock is alive, so that the next start sweeps the others. */
final class RunDirectory implements AutoCloseable {
    private static final String PREFIX = "run-";
    private static final String LOCK = "lock";

    private final Path path;
    private final FileChannel channel;

    private RunDirectory(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** A new directory, after sweeping what killed sandboxes left. */
    static RunDirectory create() {
        try {
            Path home = home();
            sweep(home);
            Path path = Files.createTempDirectory(home, PREFIX);
            Unprivileged.openTo(path);
            return new RunDirectory(path, locked(path));
        } catch (IOException e) {
            throw new UncheckedIOException("No temporary directory can be made", e);
        }
    }

    /** The directory of all that this user's sandboxes keep; nobody else can write there. */
    static Path home() throws IOException {
        Path home = Path.of(System.getProperty("java.io.tmpdir"), "skein-sandbox-" + System.getProperty("user.name"));
        Set<PosixFilePermission> permissions = PosixFilePermissions.fromString("rwxr-xr-x");
        if (!Files.isDirectory(home, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(home, PosixFilePermissions.asFileAttribute(permissions));
        }
        String owner = Files.getOwner(home, LinkOption.NOFOLLOW_LINKS).getName();
        if (!owner.equals(System.getProperty("user.name"))) {
            throw new IOException(home + " belongs to " + owner);
        }
        Files.setPosixFilePermissions(home, permissions);
        return home;
    }

    Path path() {
        return path;
    }

    @Override
    public void close() {
        try (channel) {
            delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(path + " cannot be removed", e);
        }
    }

    static void delete(Path root) throws IOException {
        if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        List<Path> contents;
        try (Stream<Path> walk = Files.walk(root)) {
            contents = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : contents) {
            Files.deleteIfExists(path);
        }
    }

    private static void sweep(Path home) throws IOException {
        List<Path> runs;
        try (Stream<Path> entries = Files.list(home)) {
            runs = entries.filter(entry -> entry.getFileName().toString().startsWith(PREFIX))
                    .toList();
        }
        for (Path run : runs) {
            sweepOne(run);
        }
    }

    /** Leaves alone what is locked, and what has no lock yet: its owner may be starting. */
    private static void sweepOne(Path run) {
        Path lock = run.resolve(LOCK);
        if (!Files.exists(lock)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
                @Nullable FileLock held = channel.tryLock()) {
            if (held != null) {
                delete(run);
            }
        } catch (IOException | OverlappingFileLockException e) {
            // Another sandbox sweeps it, or one in this process owns it.
        }
    }

    private static FileChannel locked(Path path) throws IOException {
        FileChannel channel =
                FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        channel.lock();
        return channel;
    }
}
