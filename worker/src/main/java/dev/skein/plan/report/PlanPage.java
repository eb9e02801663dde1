package dev.skein.plan.report;

import dev.skein.plan.report.Finding.Stance;
import dev.skein.plan.report.Html.Tag;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A plan as a page: one file, without scripts and without anything from elsewhere, for a phone as for a desk. */
public final class PlanPage {
    private static final Cut SHORT_LIST = new Cut(50, 60_000);
    private static final Stylesheet STYLE = Stylesheet.load();

    private final Item plan;
    private final Gist gist;
    private final Verdict verdict;

    private PlanPage(Item plan) {
        this.plan = plan;
        this.gist = new Gist(plan);
        this.verdict = Verdict.of(plan);
    }

    /**
     * Renders plan.json ({@code skein.plan/1}).
     *
     * <p>The same plan gives the same page, under 2 MB however large the plan: long lists and texts are cut and say so.
     * Nothing in a plan becomes markup, a link or a script; control and formatting characters are shown as escapes. The
     * page shows the sample keys of rows that plan.json has.
     *
     * @param plan as Skein wrote it; fields that are missing or not known are passed over
     */
    public static String html(JsonNode plan) {
        return new PlanPage(new Item(plan)).html();
    }

    private String html() {
        String words = capital(verdict.words());
        return Html.page(words + ": " + gist.subject(), STYLE, Html.all(banner(words), main(), footer()));
    }

    private Html banner(String words) {
        return Html.of(
                Tag.HEADER,
                List.of(Look.BANNER, Look.of(verdict.tone())),
                Html.of(Tag.H1, Look.VERDICT, Html.text(words)),
                Html.of(Tag.P, Look.SUBJECT, Html.text(gist.subject())),
                lead(gist.reason()),
                lead(gist.waiting()),
                lead(gist.approval()),
                next(),
                jumps());
    }

    private static Html lead(String text) {
        return text.isEmpty() ? Html.NOTHING : Html.of(Tag.P, Look.LEAD, Html.text(text));
    }

    private Html next() {
        return verdict == Verdict.APPROVE && gist.approval().isEmpty()
                ? Html.of(
                        Tag.P,
                        Look.LEAD,
                        Html.text("To agree:"),
                        Html.kept(" "),
                        Html.of(Tag.CODE, Html.text("skein approve --run … --plan " + gist.name())))
                : Html.NOTHING;
    }

    private Html jumps() {
        List<Html> links = Stream.of(
                        jump(Part.CHANGES, plan.list("changes"), "changes"),
                        jump(Part.LOCKS, plan.list("segments"), "locks"),
                        jump(Part.ROWS, plan.list("probes"), "rows"),
                        jump(Part.SQL, plan.list("segments"), "SQL"),
                        Html.jump(Part.METHOD, "method"))
                .filter(link -> !link.isEmpty())
                .toList();
        return Html.of(Tag.NAV, Look.JUMP, Html.all(links));
    }

    private static Html jump(Part part, List<Item> items, String name) {
        return items.isEmpty() ? Html.NOTHING : Html.jump(part, name);
    }

    private Html main() {
        PageFindings findings = new PageFindings(plan);
        PageSegments segments = new PageSegments(plan);
        return Html.of(
                Tag.MAIN,
                findings.stopping(),
                findings.of(Part.AGREE, Stance.NEEDS_A_YES),
                undecided(),
                findings.of(Part.KNOW, Stance.GOES_ON),
                new PageChanges(plan).html(),
                segments.locks(),
                now(),
                new PageProbes(plan).html(),
                segments.sql(),
                method());
    }

    private Html undecided() {
        List<Item> all = plan.list("inconclusive");
        return all.isEmpty() ? Html.NOTHING : Html.part(Part.UNDECIDED, SHORT_LIST.of(all, PlanPage::undecided));
    }

    private static Html undecided(Item one) {
        String state = one.has("sqlState") ? " (SQLSTATE " + one.text("sqlState") + ")" : "";
        return Html.of(
                Tag.ARTICLE,
                List.of(Look.CARD, Look.WARNING),
                Html.of(Tag.P, Html.text(one.text("message") + state)),
                Html.of(Tag.P, Look.WHERE, Html.text(one.place())),
                Html.block(one.text("statement"), 20));
    }

    private Html now() {
        Item activity = plan.in("activity");
        List<Html> lines = Stream.concat(
                        activity.list("longTransactions").stream().map(Activity::transaction),
                        activity.list("replicas").stream().map(Activity::replica))
                .map(line -> Html.of(Tag.LI, Html.text(line)))
                .toList();
        return lines.isEmpty()
                ? Html.NOTHING
                : Html.part(Part.NOW, Html.of(Tag.UL, SHORT_LIST.of(lines, line -> line)));
    }

    private Html method() {
        Html notes =
                SHORT_LIST.of(plan.in("method").texts("notes"), note -> Html.of(Tag.P, Look.MUTED, Html.text(note)));
        return Html.part(Part.METHOD, Html.of(Tag.P, Html.text(gist.method())), notes);
    }

    private Html footer() {
        Html ids = Html.all(
                id("plan", plan.text("hash")), id("bundle", plan.in("bundle").text("sha256")), id("made", gist.made()));
        return Html.of(Tag.FOOTER, Html.of(Tag.DL, Look.IDS, ids));
    }

    private static Html id(String name, String id) {
        return Html.all(Html.of(Tag.DT, Html.text(name)), Html.of(Tag.DD, Html.of(Tag.CODE, Html.text(id))));
    }

    private static String capital(String words) {
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
