package dev.skein.cli;

import dev.skein.plan.PlanDocument;
import dev.skein.plan.PlanProblem;
import dev.skein.plan.report.PlanPage;
import dev.skein.plan.report.PlanText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A plan as a person, a machine or a browser reads it. */
final class PlanReport {
    private PlanReport() {}

    /**
     * Prints the plan and returns its exit code.
     *
     * @param html where the page is to be written; null for nowhere
     */
    static int print(Console console, PlanDocument plan, @Nullable Path html, boolean json) {
        if (html != null) {
            write("--html", html, PlanPage.html(plan.tree()));
        }
        if (json) {
            console.json(plan.tree());
        } else {
            PlanText.render(plan.tree(), console.style()).forEach(console::print);
        }
        return exitCode(plan);
    }

    private static int exitCode(PlanDocument plan) {
        return switch (plan.verdict()) {
            case NOTHING_TO_DO, APPLY -> ExitCode.OK;
            case APPROVE -> ExitCode.AWAITING_APPROVAL;
            case REJECT ->
                plan.problems().contains(PlanProblem.Code.SHADOW_UNAVAILABLE.code())
                        ? ExitCode.FAILED
                        : ExitCode.REJECTED;
        };
    }

    /** @param option that asked for the file */
    static void write(String option, Path file, String page) {
        try {
            Files.writeString(file, page);
        } catch (IOException e) {
            throw new UncheckedIOException(option + ": the file " + file + " cannot be written", e);
        }
    }
}
