package dev.skein.benchmarks;

import dev.skein.benchmarks.Server.Login;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * pg_dump and psql, the peers of a plan.
 *
 * @param folder where both are
 */
record PgPrograms(Path folder) {
    /** Those of a major version where Debian puts them. */
    static PgPrograms of(int major) throws IOException {
        Path folder = Path.of("/usr/lib/postgresql", Integer.toString(major), "bin");
        if (!Files.isExecutable(folder.resolve("pg_dump"))) {
            throw new IOException("there is no pg_dump in " + folder + ": install postgresql-client-" + major);
        }
        return new PgPrograms(folder);
    }

    String pgDump() {
        return folder.resolve("pg_dump").toString();
    }

    /** What pg_dump says of itself. */
    String version() throws IOException {
        Process process = new ProcessBuilder(pgDump(), "--version").start();
        String version = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return version.strip();
    }

    /** {@code pg_dump --schema-only} to nowhere. */
    void dump(Server server, String database, Login login) throws IOException {
        await(List.of(dumping(server, database, login)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()));
    }

    /** {@code pg_dump --schema-only | psql}. */
    void copy(Server server, String from, String to, Login login) throws IOException {
        ProcessBuilder psql = program(server, to, login, "psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        await(ProcessBuilder.startPipeline(List.of(dumping(server, from, login), psql)));
    }

    /** {@code psql} with further options. */
    Program psql(Server server, String database, Login login, String... options) {
        List<String> command = new ArrayList<>(
                List.of(folder.resolve("psql").toString(), "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1"));
        command.addAll(List.of(options));
        return new Program(command, environment(server, database, login));
    }

    private ProcessBuilder dumping(Server server, String database, Login login) {
        return program(server, database, login, "pg_dump", "--schema-only");
    }

    private ProcessBuilder program(Server server, String database, Login login, String name, String... options) {
        List<String> command = new ArrayList<>(List.of(folder.resolve(name).toString()));
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment(server, database, login));
        return builder;
    }

    private static Map<String, String> environment(Server server, String database, Login login) {
        return Map.of(
                "PGHOST",
                server.host(),
                "PGPORT",
                Integer.toString(server.port()),
                "PGDATABASE",
                database,
                "PGUSER",
                login.user(),
                "PGPASSWORD",
                login.password());
    }

    private static void await(List<Process> processes) throws IOException {
        for (Process process : processes) {
            try {
                if (process.waitFor() != 0) {
                    throw new IOException("exit code " + process.exitValue());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException(e.getMessage());
            }
        }
    }
}
