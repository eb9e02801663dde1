package dev.skein.plan.report;

import dev.skein.plan.report.Finding.Stance;
import dev.skein.plan.report.Html.Tag;
import java.util.List;
import java.util.Locale;

/** Problems and hazards on the page, a card for each. */
final class PageFindings {
    private static final Cut PROBLEMS = new Cut(50, 150_000);
    private static final Cut HAZARDS = new Cut(100, 180_000);
    private static final int LINES = 80;

    private final Item plan;
    private final List<Finding> findings;

    PageFindings(Item plan) {
        this.plan = plan;
        this.findings = Finding.of(plan);
    }

    /** Problems, and the hazards that no one can agree to. */
    Html stopping() {
        List<Item> problems = plan.list("problems");
        List<Finding> hazards = with(Stance.STOPS);
        return problems.isEmpty() && hazards.isEmpty()
                ? Html.NOTHING
                : Html.part(
                        Part.STOPS,
                        PROBLEMS.of(problems, PageFindings::problem),
                        HAZARDS.of(hazards, PageFindings::hazard));
    }

    /** The hazards of which that is to become. */
    Html of(Part part, Stance stance) {
        List<Finding> hazards = with(stance);
        return hazards.isEmpty() ? Html.NOTHING : Html.part(part, HAZARDS.of(hazards, PageFindings::hazard));
    }

    private List<Finding> with(Stance stance) {
        return findings.stream().filter(finding -> finding.decision() == stance).toList();
    }

    private static Html problem(Item problem) {
        return Html.of(
                Tag.ARTICLE,
                List.of(Look.CARD, Look.DANGER),
                head(
                        problem.text("code"),
                        problem.has("sqlState") ? "SQLSTATE " + problem.text("sqlState") : "problem"),
                where(problem.place()),
                Html.of(Tag.P, Html.text(problem.text("message"))),
                labelled("Detail", problem.text("detail")),
                labelled("Hint", problem.text("hint")),
                Html.block(problem.text("statement"), LINES),
                labelled("What to do", problem.text("remedy")));
    }

    private static Html hazard(Finding finding) {
        Item hazard = finding.hazard();
        return Html.of(
                Tag.ARTICLE,
                List.of(Look.CARD, Look.of(finding.tone())),
                head(hazard.text("code"), hazard.text("severity").toLowerCase(Locale.ROOT)),
                where(hazard.text("object")),
                where(hazard.place()),
                Html.of(Tag.P, Html.text(hazard.text("why"))),
                Html.all(finding.rows().stream().map(rows -> Html.of(Tag.P, Look.ROWS, Html.text(rows)))),
                safe(hazard),
                statement(hazard.text("statement")),
                hazard.has("page") ? Html.of(Tag.P, Look.MUTED, Html.text(hazard.text("page"))) : Html.NOTHING);
    }

    private static Html head(String code, String chip) {
        return Html.of(
                Tag.H3,
                Look.HEAD,
                Html.of(Tag.CODE, Look.CODE, Html.text(code)),
                Html.of(Tag.SPAN, Look.CHIP, Html.text(chip)));
    }

    private static Html where(String where) {
        return where.isEmpty() ? Html.NOTHING : Html.of(Tag.P, Look.WHERE, Html.text(where));
    }

    private static Html labelled(String label, String text) {
        return text.isEmpty()
                ? Html.NOTHING
                : Html.of(Tag.P, Html.of(Tag.STRONG, Html.text(label + ":")), Html.kept(" "), Html.text(text));
    }

    private static Html safe(Item hazard) {
        return hazard.has("safe")
                ? Html.all(Html.of(Tag.P, Look.LABEL, Html.text("Safe form")), Html.block(hazard.text("safe"), LINES))
                : Html.NOTHING;
    }

    private static Html statement(String sql) {
        return sql.isEmpty()
                ? Html.NOTHING
                : Html.of(Tag.DETAILS, Html.of(Tag.SUMMARY, Html.text("The statement")), Html.block(sql, LINES));
    }
}
