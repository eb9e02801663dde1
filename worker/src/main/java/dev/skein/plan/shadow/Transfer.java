package dev.skein.plan.shadow;

import dev.skein.target.TransientFailure;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** pg_dump writing into psql. */
final class Transfer {
    private final Deadline deadline;

    Transfer(Deadline deadline) {
        this.deadline = deadline;
    }

    /**
     * How it ended.
     *
     * @param exit 0 where it did all that it was told
     * @param errors what it wrote to its standard error
     */
    record End(int exit, List<String> errors) {
        /** Why it ended, as it said: its first error, or else its last word. */
        String word() {
            return errors.stream()
                    .filter(line -> line.contains(": error: "))
                    .findFirst()
                    .orElse(errors.isEmpty() ? "exit code " + exit : errors.get(errors.size() - 1));
        }
    }

    /** How both ended. */
    record Ends(End dump, End restore) {}

    /** @throws ShadowUnavailable when the time is over; neither program runs any more then */
    Ends run(ProcessBuilder dump, ProcessBuilder restore) throws IOException, ShadowUnavailable {
        restore.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        List<Process> processes = ProcessBuilder.startPipeline(List.of(dump, restore));
        try {
            processes.get(0).getOutputStream().close();
            Excerpt dumpErrors = Excerpt.of(processes.get(0).getErrorStream());
            Excerpt restoreErrors = Excerpt.of(processes.get(1).getErrorStream());
            for (Process process : processes) {
                if (!process.waitFor(deadline.left().toMillis(), TimeUnit.MILLISECONDS)) {
                    throw deadline.passed();
                }
            }
            return new Ends(
                    new End(processes.get(0).exitValue(), dumpErrors.lines()),
                    new End(processes.get(1).exitValue(), restoreErrors.lines()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransientFailure("the making of the scratch database was interrupted", e);
        } finally {
            processes.forEach(Process::destroyForcibly);
        }
    }
}
