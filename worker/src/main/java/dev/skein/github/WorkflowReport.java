package dev.skein.github;

import dev.skein.bundle.BundleProblem;
import dev.skein.github.Annotation.Level;
import dev.skein.outcome.OutcomeDocument;
import dev.skein.outcome.RunId;
import dev.skein.plan.PlanDocument;
import dev.skein.plan.report.PlanMarkdown;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Tells what came of a command to those who look at its job on GitHub: summary, annotations, outputs, comment. */
public final class WorkflowReport {
    private final WorkflowStep step;
    private final Annotations annotations;
    private final List<PlanComment> comments;
    private final Consumer<String> commands;

    /**
     * @param comments where the same is to be told
     * @param commands takes lines that have to be printed as they are
     */
    public WorkflowReport(WorkflowStep step, Sources sources, List<PlanComment> comments, Consumer<String> commands) {
        this.step = step;
        this.annotations = new Annotations(sources);
        this.comments = List.copyOf(comments);
        this.commands = commands;
    }

    /** A plan that nothing is applied of. */
    public void plan(PlanDocument plan) {
        annotate(annotations.of(plan));
        step.set("status", plan.verdict().name());
        step.set("plan", plan.hash());
        tell(PlanMarkdown.render(plan.tree()));
    }

    /**
     * The end of an attempt.
     *
     * @param text the outcome as a terminal shows it
     * @param plan its plan, where there is one
     */
    public void outcome(OutcomeDocument outcome, List<String> text, Optional<PlanDocument> plan) {
        List<Annotation> remarks = new ArrayList<>(annotations.of(outcome));
        plan.ifPresent(made -> annotations.of(made).stream()
                .filter(one -> one.level() != Level.ERROR)
                .forEach(remarks::add));
        annotate(remarks);
        step.set("status", outcome.status().name());
        step.set("run", outcome.run().value());
        step.set("outcome", outcome.run().outcomeKey(outcome.attempt()));
        step.set("plan", outcome.text("/plan/hash"));
        tell(Preformatted.of(text)
                + plan.map(made -> PlanMarkdown.render(made.tree())).orElse(""));
    }

    /** An upload whose run is not waited for. */
    public void uploaded(RunId run) {
        step.set("status", "UPLOADED");
        step.set("run", run.value());
        tell(Preformatted.of(List.of("UPLOADED  run " + run)));
    }

    /** A folder or file that is no bundle. */
    public void refused(List<BundleProblem> problems) {
        annotate(annotations.of(problems));
        step.set("status", "REJECTED");
        List<String> text = new ArrayList<>(List.of("REJECTED  this is no bundle"));
        problems.forEach(problem -> text.add("  " + problem));
        tell(Preformatted.of(text));
    }

    /** Something else that people have to see. */
    public void trouble(String status, String message) {
        annotate(List.of(new Annotation(Level.ERROR, Place.NOWHERE, "skein", message)));
        step.set("status", status);
        tell(Preformatted.of(List.of(status + "  " + message)));
    }

    private void annotate(List<Annotation> all) {
        all.stream().map(WorkflowCommand::of).forEach(commands);
    }

    private void tell(String markdown) {
        step.summarize(markdown);
        comments.stream()
                .flatMap(comment -> comment.put(markdown).stream())
                .forEach(why -> annotate(List.of(new Annotation(Level.WARNING, Place.NOWHERE, "skein", why))));
    }
}
