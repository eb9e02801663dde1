package dev.skein.github;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.UUID;

/**
 * The step of a GitHub Actions job that runs the command.
 *
 * @param workspace the repository's checkout
 * @param summary the file that the job's summary is made of
 * @param output the file that takes the step's outputs
 * @see <a href="https://docs.github.com/en/actions/reference/workflows-and-actions/variables">Default variables</a>
 */
public record WorkflowStep(Path workspace, Path summary, Path output) {
    /**
     * Told by GitHub's variables.
     *
     * @throws IllegalArgumentException when this is no step of a job; the message says which variable is missing
     */
    public static WorkflowStep of(Map<String, String> environment) {
        return new WorkflowStep(
                path(environment, "GITHUB_WORKSPACE"),
                path(environment, "GITHUB_STEP_SUMMARY"),
                path(environment, "GITHUB_OUTPUT"));
    }

    private static Path path(Map<String, String> environment, String variable) {
        String value = environment.getOrDefault(variable, "");
        if (value.isEmpty()) {
            throw new IllegalArgumentException(
                    "this is no step of a GitHub Actions job: the variable " + variable + " is not set");
        }
        return Path.of(value);
    }

    /** Adds to the job's summary. */
    void summarize(String markdown) {
        append(summary, markdown + "\n\n");
    }

    /** Sets an output. Whatever the value holds, it cannot set another one: nobody can guess where it ends. */
    void set(String name, String value) {
        String end = "end-" + UUID.randomUUID();
        append(output, name + "<<" + end + "\n" + value + "\n" + end + "\n");
    }

    private static void append(Path file, String text) {
        try {
            Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("the file " + file + " cannot be written", e);
        }
    }
}
