package dev.skein.plan.report;

import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** A plan as a terminal shows it: the verdict, what stops it, what else to know, what changes, what is locked. */
public final class PlanText {
    private static final int MOST = 20;

    private final Item plan;
    private final Paper paper;

    private PlanText(Item plan, Style style) {
        this.plan = plan;
        this.paper = new Paper(style);
    }

    /**
     * Renders plan.json ({@code skein.plan/1}).
     *
     * <p>The same plan and style give the same lines. Long lists are cut and say so; control and formatting characters
     * are shown as escapes. Lines of SQL may be longer than the width; every character counts as one column.
     *
     * @param plan as Skein wrote it; fields that are missing or not known are passed over
     * @return lines without their ends
     */
    public static List<String> render(JsonNode plan, Style style) {
        return new PlanText(new Item(plan), style).render();
    }

    private List<String> render() {
        head();
        new TextFindings(plan, paper).stopping();
        undecided();
        new TextFindings(plan, paper).others();
        new TextChanges(plan, paper).print();
        new TextLocks(plan, paper).print();
        activity();
        method();
        return paper.lines();
    }

    private void head() {
        Verdict verdict = Verdict.of(plan);
        Gist gist = new Gist(plan);
        paper.words(0, Ink.of(verdict.tone()), verdict.words().toUpperCase(Locale.ROOT) + ":", gist.subject());
        paper.words(2, gist.reason());
        paper.words(2, gist.waiting());
        paper.words(2, gist.approval());
    }

    private void undecided() {
        List<Item> statements = plan.list("inconclusive");
        List<Item> probes = plan.list("probes").stream()
                .filter(probe -> probe.is("answer", "INCONCLUSIVE"))
                .toList();
        if (!statements.isEmpty() || !probes.isEmpty()) {
            paper.heading("Could not be decided");
            paper.first(statements, MOST, one -> {
                String state = one.has("sqlState") ? " (SQLSTATE " + one.text("sqlState") + ")" : "";
                undecided(one, one.text("message") + state);
            });
            paper.first(
                    probes,
                    MOST,
                    one -> undecided(one, Finding.asked(one) + " in " + one.text("relation") + ": " + one.text("why")));
        }
    }

    private void undecided(Item one, String words) {
        paper.words(2, Ink.YELLOW, "?", words);
        paper.inked(4, Ink.DIM, one.place());
    }

    private void activity() {
        List<Item> open = plan.in("activity").list("longTransactions");
        List<Item> replicas = plan.in("activity").list("replicas");
        if (!open.isEmpty() || !replicas.isEmpty()) {
            paper.heading("On the target now");
            paper.first(open, MOST, one -> paper.words(2, Activity.transaction(one)));
            paper.first(replicas, MOST, one -> paper.words(2, Activity.replica(one)));
        }
    }

    private void method() {
        paper.heading("How this was found out");
        paper.words(2, new Gist(plan).method());
        paper.first(
                plan.in("method").list("notes"),
                MOST,
                note -> paper.words(2, note.node().asString("")));
        paper.heading("plan " + new Gist(plan).name());
    }
}
