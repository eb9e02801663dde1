package dev.skein.plan.report;

import dev.skein.plan.report.Finding.Stance;
import dev.skein.plan.report.Html.Tag;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A plan for comments and summaries of sites that show Markdown, such as GitHub and GitLab. */
public final class PlanMarkdown {
    /** A comment on GitHub holds 65,536 characters; what stands around the plan needs some of them. */
    private static final int MOST = 60_000;

    private static final Cut PROBLEMS = new Cut(10, 8_000);
    private static final Cut HAZARDS = new Cut(10, 9_000);
    private static final Cut NOTES = new Cut(20, 4_000);
    private static final int LINES = 40;

    private final Item plan;
    private final Gist gist;
    private final Verdict verdict;

    private PlanMarkdown(Item plan) {
        this.plan = plan;
        this.gist = new Gist(plan);
        this.verdict = Verdict.of(plan);
    }

    /**
     * Renders plan.json ({@code skein.plan/1}).
     *
     * <p>The same plan gives the same text: one line of plain HTML, at most 60,000 bytes however large the plan: long
     * lists are cut and say so. Nothing in a plan becomes markup, a link, or the name of somebody who is told of it. It shows the
     * sample keys of rows that the plan has.
     *
     * @param plan as Skein wrote it; fields that are missing or not known are passed over
     */
    public static String render(JsonNode plan) {
        PlanMarkdown markdown = new PlanMarkdown(new Item(plan));
        Html html = markdown.html();
        return html.bytes() <= MOST ? html.line() : markdown.brief().line();
    }

    private Html brief() {
        return Html.all(
                Html.of(Tag.H3, Html.brief(verdict.words())),
                Html.of(Tag.P, Html.text("The plan is too long to be shown here; plan.html has all of it.")));
    }

    private Html html() {
        return Html.all(
                head(),
                part("It cannot be applied", PROBLEMS.of(plan.list("problems"), PlanMarkdown::problem)),
                part("It is stopped", findings(Stance.STOPS)),
                part("A person has to agree", findings(Stance.NEEDS_A_YES)),
                part("Could not be decided", NOTES.of(plan.list("inconclusive"), PlanMarkdown::undecided)),
                folded("Good to know", NOTES.of(with(Stance.GOES_ON), PlanMarkdown::inShort)),
                new MarkdownEffect(plan).html(),
                foot());
    }

    private Html head() {
        return Html.all(
                Html.of(Tag.H3, Html.unlinked(sign() + " " + verdict.words() + ": " + gist.subject())),
                sentence(gist.reason()),
                sentence(gist.waiting()),
                sentence(gist.approval()));
    }

    private String sign() {
        return switch (verdict.tone()) {
            case DANGER -> "❌";
            case WARNING -> "⚠️";
            case NOTE, GOOD, CALM -> "✅";
        };
    }

    private Html foot() {
        return Html.of(Tag.P, Html.unlinked(gist.method()), Html.kept(" Plan "), code(gist.name()));
    }

    private Html findings(Stance stance) {
        return HAZARDS.of(with(stance), PlanMarkdown::inFull);
    }

    private List<Finding> with(Stance stance) {
        return Finding.of(plan).stream()
                .filter(finding -> finding.decision() == stance)
                .toList();
    }

    private static Html problem(Item problem) {
        String state = problem.has("sqlState") ? "SQLSTATE " + problem.text("sqlState") : "";
        return Html.all(
                subject(problem.text("code"), state, problem.place()),
                sentence(problem.text("message")),
                sentence(problem.text("detail")),
                sentence(problem.text("hint")),
                Html.block(problem.text("statement"), LINES),
                sentence(problem.text("remedy")));
    }

    private static Html inFull(Finding finding) {
        Item hazard = finding.hazard();
        return Html.all(
                subject(hazard.text("code"), hazard.text("object"), hazard.place()),
                sentence(hazard.text("why")),
                Html.all(finding.rows().stream().map(PlanMarkdown::sentence)),
                hazard.has("safe")
                        ? Html.all(sentence("Safe form:"), Html.block(hazard.text("safe"), LINES))
                        : Html.NOTHING);
    }

    private static Html inShort(Finding finding) {
        Item hazard = finding.hazard();
        return Html.all(
                subject(hazard.text("code"), hazard.text("object"), hazard.place()), sentence(hazard.text("why")));
    }

    private static Html undecided(Item one) {
        return Html.all(subject("inconclusive", one.text("sqlState"), one.place()), sentence(one.text("message")));
    }

    /** Names, in code: no site looks for links there. */
    private static Html subject(String... names) {
        return Html.of(
                Tag.P,
                Html.all(Stream.of(names)
                        .filter(name -> !name.isEmpty())
                        .map(name -> Html.all(code(name), Html.kept(" ")))));
    }

    private static Html code(String name) {
        return Html.of(Tag.CODE, Html.text(name));
    }

    private static Html sentence(String text) {
        return text.isEmpty() ? Html.NOTHING : Html.of(Tag.P, Html.unlinked(text));
    }

    private static Html part(String heading, Html content) {
        return content.isEmpty() ? Html.NOTHING : Html.all(Html.of(Tag.H4, Html.text(heading)), content);
    }

    private static Html folded(String heading, Html content) {
        return content.isEmpty()
                ? Html.NOTHING
                : Html.of(Tag.DETAILS, Html.of(Tag.SUMMARY, Html.text(heading)), content);
    }
}
