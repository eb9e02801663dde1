package dev.skein.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Plans by the packaged jar, in a process of its own.
 *
 * @param environment a file of variables that a worker and its clients find everything by
 */
record PlanProcess(LoadDatabase database, Path environment) {
    /** Reads the variables and becomes the program. */
    private static final String WITH = ". \"$0\" && exec env \"$@\"";

    private static final int POLL_MILLIS = 50;

    /** {@code skein plan --url}, once. */
    Footprint command(List<String> options) throws IOException, InterruptedException {
        ProcessBuilder plan = quiet(java(options, "plan", database.folder().toString(), "--name", "load", "--url"));
        plan.command()
                .addAll(List.of(
                        database.server().url(database.name()),
                        "--user",
                        database.owner().user()));
        plan.environment().put("PGPASSWORD", database.owner().password());
        Process process = plan.start();
        Footprint footprint = Footprint.untilEnd(process);
        requireSuccess(process);
        return footprint;
    }

    /** {@code skein worker}, asked for some plans one after the other. */
    Footprint worker(List<String> options, int plans) throws IOException, InterruptedException {
        Path log = Layout.folder("memory").resolve("worker.log");
        Process worker = new ProcessBuilder(here(java(options, "worker")))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            awaitStart(worker, log);
            Footprint most = Footprint.NONE;
            for (int plan = 0; plan < plans; plan++) {
                String folder = database.folder().toString();
                Process asking = quiet(here(java(List.of(), "plan", folder, "--name", "load", "--target", "orders")))
                        .start();
                most = most.orMore(Footprint.during(asking, worker));
                requireLife(worker, log);
                requireSuccess(asking);
            }
            return most;
        } finally {
            worker.destroy();
            worker.waitFor();
        }
    }

    private static void awaitStart(Process worker, Path log) throws IOException, InterruptedException {
        while (!Files.readString(log).contains("worker started")) {
            requireLife(worker, log);
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    private static void requireLife(Process worker, Path log) throws IOException {
        if (!worker.isAlive()) {
            throw new IOException(
                    "the worker ended with exit code " + worker.exitValue() + "; its log:\n" + Files.readString(log));
        }
    }

    private static void requireSuccess(Process process) throws IOException {
        if (process.exitValue() != 0) {
            throw new IOException("skein plan ended with exit code " + process.exitValue());
        }
    }

    private static List<String> java(List<String> options, String... arguments) {
        List<String> command = new ArrayList<>(List.of(Checkout.java()));
        command.addAll(options);
        command.addAll(List.of("-jar", Checkout.skein()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** With the variables of the environment, and the database as the target. */
    private List<String> here(List<String> command) {
        List<String> all = new ArrayList<>(List.of(
                "/bin/sh",
                "-c",
                WITH,
                environment.toString(),
                "SKEIN_TARGETS_ORDERS_URL=" + database.server().url(database.name()),
                "SKEIN_TARGETS_ORDERS_USER=" + database.owner().user(),
                "SKEIN_TARGETS_ORDERS_PASSWORD=" + database.owner().password()));
        all.addAll(command);
        return all;
    }

    private static ProcessBuilder quiet(List<String> command) {
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
    }
}
