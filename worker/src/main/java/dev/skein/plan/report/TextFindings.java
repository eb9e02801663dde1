package dev.skein.plan.report;

import dev.skein.plan.report.Finding.Stance;
import java.util.List;

/** Problems and hazards on a terminal: in full where a person has to act, in short where not. */
final class TextFindings {
    private static final int MOST = 20;
    private static final int STATEMENT_LINES = 10;
    private static final int SAFE_LINES = 40;
    /** Characters of a reason in short. */
    private static final int SHORT = 240;

    private final Item plan;
    private final Paper paper;
    private final List<Finding> findings;

    TextFindings(Item plan, Paper paper) {
        this.plan = plan;
        this.paper = paper;
        this.findings = Finding.of(plan);
    }

    /** What stops the bundle, and what somebody has to agree to. */
    void stopping() {
        List<Item> problems = plan.list("problems");
        if (!problems.isEmpty()) {
            paper.heading("It cannot be applied");
            paper.first(problems, MOST, this::problem);
        }
        inFull("It is stopped", Stance.STOPS);
        inFull("A person has to agree", Stance.NEEDS_A_YES);
    }

    /** What else there is to know. */
    void others() {
        List<Finding> others = with(Stance.GOES_ON);
        if (!others.isEmpty()) {
            paper.heading("Good to know");
            paper.first(others, MOST, this::inShort);
        }
    }

    private void inFull(String heading, Stance stance) {
        List<Finding> some = with(stance);
        if (!some.isEmpty()) {
            paper.heading(heading);
            paper.first(some, MOST, this::inFull);
        }
    }

    private List<Finding> with(Stance stance) {
        return findings.stream().filter(finding -> finding.decision() == stance).toList();
    }

    private void problem(Item problem) {
        String state = problem.has("sqlState") ? " (SQLSTATE " + problem.text("sqlState") + ")" : "";
        paper.words(2, Ink.RED, problem.text("code"), state);
        paper.inked(4, Ink.DIM, problem.place());
        paper.words(4, problem.text("message"));
        labelled("Detail: ", problem.text("detail"));
        labelled("Hint: ", problem.text("hint"));
        code("Statement:", problem.text("statement"), STATEMENT_LINES);
        labelled("What to do: ", problem.text("remedy"));
    }

    private void inFull(Finding finding) {
        Item hazard = finding.hazard();
        paper.words(
                2,
                Ink.of(finding.tone()),
                hazard.text("severity"),
                hazard.text("code") + " on " + hazard.text("object"));
        paper.inked(4, Ink.DIM, hazard.place());
        paper.words(4, hazard.text("why"));
        finding.rows().forEach(rows -> paper.words(4, rows));
        code("Safe form:", hazard.text("safe"), SAFE_LINES);
        labelled("More: ", hazard.text("page"));
    }

    private void inShort(Finding finding) {
        Item hazard = finding.hazard();
        paper.words(
                2,
                Ink.of(finding.tone()),
                hazard.text("severity"),
                hazard.text("code") + " on " + hazard.text("object"));
        paper.inked(4, Ink.DIM, hazard.place());
        paper.words(4, Shown.line(hazard.text("why"), SHORT));
    }

    private void labelled(String label, String text) {
        if (!text.isEmpty()) {
            paper.words(4, label + text);
        }
    }

    private void code(String label, String sql, int most) {
        if (!sql.isEmpty()) {
            paper.words(4, label);
            paper.sql(8, sql, most);
        }
    }
}
