package dev.skein.sandbox.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A PostgreSQL server on 127.0.0.1 for as long as this process lives, also where this process is killed. Passwords
 * count: scram-sha-256 for everybody, over TCP only. Durability does not: fsync is off.
 */
public final class PostgresServer implements AutoCloseable {
    /** The superuser. */
    public static final String USER = "postgres";

    public static final String PASSWORD = "postgres";

    private static final Duration START = Duration.ofSeconds(60);

    /**
     * Ends the server when the pipe from the sandbox closes, which the kernel does however the sandbox ends; the
     * terminal's Ctrl-C is meant for the sandbox alone.
     */
    private static final String WAITER = """
            trap '' INT TERM HUP
            run=$1; shift
            exec 3<&0
            "$@" </dev/null 3<&- &
            server=$!
            (cat <&3 >/dev/null; kill -QUIT $server 2>/dev/null) &
            exec 3<&-
            wait $server
            rm -rf "$run"
            """;

    private final RunDirectory directory;
    private final Process waiter;
    private final int port;
    private final String version;

    private PostgresServer(RunDirectory directory, Process waiter, int port) {
        this.directory = directory;
        this.waiter = waiter;
        this.port = port;
        this.version = awaitVersion();
    }

    /** Starts a new, empty server of that major version. Throws {@link UncheckedIOException} where that fails. */
    public static PostgresServer start(int major) {
        RunDirectory directory = RunDirectory.create();
        try {
            Path binaries = Binaries.of(major);
            Path data = directory.path().resolve("data");
            initialise(binaries, directory.path(), data);
            int port = freePort();
            return new PostgresServer(directory, launch(binaries, directory.path(), port), port);
        } catch (IOException e) {
            directory.close();
            throw new UncheckedIOException("PostgreSQL " + major + " does not start", e);
        }
    }

    public int port() {
        return port;
    }

    /** As the server tells it, such as 17.11. */
    public String version() {
        return version;
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    @Override
    public void close() {
        try {
            waiter.getOutputStream().close();
            if (!waiter.waitFor(10, TimeUnit.SECONDS)) {
                waiter.descendants().forEach(ProcessHandle::destroyForcibly);
                waiter.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL cannot be told to end", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            directory.close();
        }
    }

    private static void initialise(Path binaries, Path run, Path data) throws IOException {
        Path password = run.resolve("password");
        Files.writeString(password, PASSWORD + "\n");
        Path log = run.resolve("initdb.log");
        Process initdb = new ProcessBuilder(Unprivileged.command(List.of(
                        binaries.resolve("bin/initdb").toString(),
                        "--pgdata=" + data,
                        "--username=" + USER,
                        "--pwfile=" + password,
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--no-locale",
                        "--no-sync")))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (exitCode(initdb) != 0) {
            throw new IOException("initdb failed: " + Files.readString(log, StandardCharsets.UTF_8));
        }
        Files.delete(password);
    }

    private static Process launch(Path binaries, Path run, int port) throws IOException {
        List<String> server = Unprivileged.command(List.of(
                binaries.resolve("bin/postgres").toString(),
                "-D",
                run.resolve("data").toString(),
                "-p",
                String.valueOf(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=",
                "-c",
                "max_connections=100",
                "-c",
                "fsync=off"));
        List<String> command = new ArrayList<>(List.of("sh", "-c", WAITER, "sandbox", run.toString()));
        command.addAll(server);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(run.resolve("postgres.log").toFile())
                .start();
    }

    private String awaitVersion() {
        Instant deadline = Instant.now().plus(START);
        while (true) {
            try (Connection connection = DriverManager.getConnection(jdbcUrl("postgres"), USER, PASSWORD)) {
                return connection.getMetaData().getDatabaseProductVersion();
            } catch (SQLException e) {
                if (!waiter.isAlive() || Instant.now().isAfter(deadline)) {
                    close();
                    throw new IllegalStateException("PostgreSQL does not come up", e);
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(30);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while starting PostgreSQL", e);
        }
    }

    private static int exitCode(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while starting PostgreSQL", e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            return socket.getLocalPort();
        }
    }
}
