package dev.skein.sandbox.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The server's programs, unpacked once per user and build from the jar that lies beside the sandbox's own. */
final class Binaries {
    private Binaries() {}

    /** The unpacked directory, with {@code bin}, {@code lib} and {@code share}. */
    static Path of(int major) throws IOException {
        Path jar = beside().resolve("postgres").resolve(major + ".jar");
        if (!Files.exists(jar)) {
            throw new IOException("No PostgreSQL " + major + " here: " + jar + " is missing");
        }
        String stamp = Long.toHexString(
                Files.size(jar) ^ Files.getLastModifiedTime(jar).toMillis());
        Path home = RunDirectory.home();
        Path unpacked = home.resolve("postgres-" + major + "-" + stamp);
        if (!Files.isDirectory(unpacked)) {
            unpack(jar, home, unpacked);
        }
        return unpacked;
    }

    private static Path beside() throws IOException {
        try {
            Path code = Path.of(Binaries.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            Path directory = code.getParent();
            if (directory == null) {
                throw new IOException("The sandbox does not know where its jar is");
            }
            return directory;
        } catch (URISyntaxException e) {
            throw new IOException("The sandbox does not know where its jar is", e);
        }
    }

    /** Unpacks aside and renames, so that sandboxes that start together do no harm. */
    private static void unpack(Path jar, Path home, Path target) throws IOException {
        Path aside = Files.createTempDirectory(home, "unpack-");
        Files.setPosixFilePermissions(aside, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (JarFile file = new JarFile(jar.toFile())) {
            JarEntry archive = file.stream()
                    .filter(entry -> entry.getName().endsWith(".txz"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("No archive in " + jar));
            try (TarArchiveInputStream tar =
                    new TarArchiveInputStream(new XZInputStream(file.getInputStream(archive)))) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    write(tar, entry, aside);
                }
            }
            Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            RunDirectory.delete(aside);
            if (!Files.isDirectory(target)) {
                throw e;
            }
        }
    }

    private static void write(InputStream content, TarArchiveEntry entry, Path root) throws IOException {
        Path path = root.resolve(entry.getName()).normalize();
        if (!path.startsWith(root)) {
            throw new IOException("An entry leads out of the archive: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Path parent = path.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else {
            Files.copy(content, path);
            boolean program = (entry.getMode() & 0100) != 0;
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }
}
