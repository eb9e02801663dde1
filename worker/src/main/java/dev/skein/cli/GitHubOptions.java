package dev.skein.cli;

import dev.skein.github.PlanComment;
import dev.skein.github.Sources;
import dev.skein.github.WorkflowReport;
import dev.skein.github.WorkflowStep;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of a command that is a step of a GitHub Actions job. */
final class GitHubOptions {
    @Option(
            names = "--github",
            description = "In a job of GitHub Actions: write its summary, remark on the files, set the step's outputs,"
                    + " and show nothing that may hold values of rows.")
    private boolean github;

    @Option(
            names = "--source",
            paramLabel = "DIR",
            description = "With --github: the folder that the bundle was made of.")
    private @Nullable Path source;

    /** @param given what the command works on; a folder is its own source */
    GitHubTelling telling(Console console, Map<String, String> environment, Path given, List<PlanComment> comments) {
        if (!github) {
            return GitHubTelling.OFF;
        }
        WorkflowStep step = step(environment);
        return new GitHubTelling(
                Optional.of(new WorkflowReport(step, sources(given, step.workspace()), comments, console::command)));
    }

    private static WorkflowStep step(Map<String, String> environment) {
        try {
            return WorkflowStep.of(environment);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--github: " + e.getMessage());
        }
    }

    private Sources sources(Path given, Path workspace) {
        Path folder = source == null ? given : source;
        return Files.isDirectory(folder) ? Sources.of(folder, workspace) : Sources.unknown();
    }
}
