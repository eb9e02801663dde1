package dev.skein.testing;

import static dev.skein.testing.Patience.PATIENCE;
import static org.awaitility.Awaitility.await;

import dev.skein.target.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A PgBouncer in front of a test's database; it ends on close.
 *
 * @see <a href="https://www.pgbouncer.org/config.html">PgBouncer's configuration</a>
 */
public final class PgBouncer implements AutoCloseable {
    private static final List<Path> PLACES =
            List.of(Path.of("/usr/sbin/pgbouncer"), Path.of("/usr/bin/pgbouncer"), Path.of("/usr/local/bin/pgbouncer"));

    private final Process process;
    private final int port;

    private PgBouncer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts one; the test is skipped where there is none. */
    public static PgBouncer start(TestDatabase database, String... settings) {
        List<Path> programs = PLACES.stream().filter(Files::isExecutable).toList();
        Assumptions.assumeTrue(
                !programs.isEmpty(), "no pgbouncer in /usr/sbin, /usr/bin or /usr/local/bin: poolers are not tested");
        try {
            int port = freePort();
            Path folder = Files.createTempDirectory("skein-pgbouncer");
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            Process process = new ProcessBuilder(command(
                            programs.get(0),
                            write(folder, "pgbouncer.ini", settings(database, folder, port, settings))))
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
            PgBouncer started = new PgBouncer(process, port);
            await().atMost(PATIENCE).until(() -> listens(port));
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> command(Path program, Path settings) {
        boolean root = System.getProperty("user.name").equals("root");
        Stream<String> user = root ? Stream.of("-u", "nobody") : Stream.of();
        return Stream.of(Stream.of(program.toString(), "-q"), user, Stream.of(settings.toString()))
                .flatMap(words -> words)
                .toList();
    }

    private static String settings(TestDatabase database, Path folder, int port, String... more) throws IOException {
        Path users = write(folder, "users", quoted(database.name()) + " " + quoted(database.password()) + "\n");
        return """
                [databases]
                * = host=%s port=%d
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = scram-sha-256
                auth_file = %s
                %s
                """.formatted(database.server().host(), database.server().port(), port, users, String.join("\n", more));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }

    private static Path write(Path folder, String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        return file;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** The same target, through the pooler. */
    public Target of(Target target) {
        return new Target(
                target.name(),
                target.url().replaceFirst("//[^/]*/", "//127.0.0.1:" + port + "/"),
                target.credentials(),
                target.namespace());
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
