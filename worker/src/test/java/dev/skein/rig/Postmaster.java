package dev.skein.rig;

import static dev.skein.testing.Patience.PATIENCE;
import static org.awaitility.Awaitility.await;

import dev.skein.e2e.Surroundings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A PostgreSQL server of one test's own that can be restarted, from the binaries of the sandbox's. It ends with this JVM,
 * however that ends: the shell beside it waits for the pipe to close.
 */
final class Postmaster implements AutoCloseable {
    private static final String USER = "postgres";

    private static final String WAITER = """
            exec 3<&0
            "$@" </dev/null 3<&- &
            server=$!
            (cat <&3 >/dev/null; kill -QUIT $server 2>/dev/null) &
            exec 3<&-
            wait $server
            """;

    private final Path directory;
    private final Path binaries;
    private final int port;
    private Process server;

    private Postmaster(Path directory, Path binaries, int port) throws IOException {
        this.directory = directory;
        this.binaries = binaries;
        this.port = port;
        this.server = launch();
    }

    /** How a server is told to end: sessions are ended in order, or it stops like a crash and recovers at the next start. */
    enum Mode {
        FAST,
        IMMEDIATE;

        private String option() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Starts a server, empty. */
    static Postmaster start() {
        Surroundings shared = Surroundings.shared();
        Database database = new Database(shared.jdbcUrl("postgres"), "postgres", shared.postgres());
        try {
            Path binaries = Path.of(database.query("SELECT setting FROM pg_config WHERE name = 'BINDIR'")
                    .get(0));
            Path directory = Files.createTempDirectory("skein-rig-server");
            run(List.of(
                    binaries.resolve("initdb").toString(),
                    "--pgdata=" + directory.resolve("data"),
                    "--username=" + USER,
                    "--auth=trust",
                    "--encoding=UTF8",
                    "--no-locale",
                    "--no-sync"));
            return new Postmaster(directory, binaries, freePort()).awaitReady();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Surroundings.Login admin() {
        return new Surroundings.Login(USER, "");
    }

    String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** Stops the server, and starts it again. */
    void restart(Mode mode) {
        stop(mode);
        try {
            server = launch();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        awaitReady();
    }

    private void stop(Mode mode) {
        run(List.of(
                binaries.resolve("pg_ctl").toString(),
                "stop",
                "-w",
                "-m",
                mode.option(),
                "-D",
                directory.resolve("data").toString()));
        server.onExit().join();
    }

    private Process launch() throws IOException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", WAITER, "rig"));
        command.addAll(unprivileged(List.of(
                binaries.resolve("postgres").toString(),
                "-D",
                directory.resolve("data").toString(),
                "-p",
                Integer.toString(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=")));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("log").toFile()))
                .start();
    }

    private Postmaster awaitReady() {
        await("PostgreSQL").atMost(PATIENCE).until(this::isReady);
        return this;
    }

    private boolean isReady() {
        try {
            DriverManager.getConnection(url("postgres"), USER, "").close();
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    /** PostgreSQL refuses to run as root; in a user namespace without a mapping root is nobody, and still owns root's files. */
    private static List<String> unprivileged(List<String> command) {
        if (!System.getProperty("user.name").equals("root")) {
            return command;
        }
        List<String> whole = new ArrayList<>(List.of("unshare", "-U"));
        whole.addAll(command);
        return whole;
    }

    private static void run(List<String> command) {
        try {
            Path log = Files.createTempFile("skein-rig", ".log");
            Process process = new ProcessBuilder(unprivileged(command))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (process.onExit().join().exitValue() != 0) {
                throw new IllegalStateException(command + ": " + Files.readString(log));
            }
            Files.delete(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        stop(Mode.IMMEDIATE);
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
