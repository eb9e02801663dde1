package dev.skein.plan.report;

import dev.skein.plan.report.Html.Tag;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a plan changes and locks, in Markdown. */
final class MarkdownEffect {
    private static final Cut CHANGES = new Cut(40, 9_000);
    private static final Cut SEGMENTS = new Cut(12, 7_000);
    private static final int ROWS = 20;
    private static final int LINES = 40;

    private final Item plan;
    private final Sizes sizes;

    MarkdownEffect(Item plan) {
        this.plan = plan;
        this.sizes = new Sizes(plan);
    }

    Html html() {
        return Html.all(
                folded("What changes", CHANGES.of(ChangeList.of(plan), MarkdownEffect::change)),
                folded("What is locked", SEGMENTS.of(plan.list("segments"), this::segment)));
    }

    private static Html folded(String heading, Html content) {
        return content.isEmpty()
                ? Html.NOTHING
                : Html.of(Tag.DETAILS, Html.of(Tag.SUMMARY, Html.text(heading)), content);
    }

    private static Html change(Item change) {
        Sign sign = Sign.of(change);
        String was = change.has("was") ? change.text("was") + " -> " : "";
        return Html.all(
                Html.of(
                        Tag.P,
                        Html.text(sign.word() + " " + change.text("kind")),
                        Html.kept(" "),
                        Html.of(Tag.CODE, Html.text(was + change.text("name")))),
                sign.isWhole()
                        ? Html.block(change.text("before") + change.text("after"), LINES)
                        : Html.block(difference(change), LINES));
    }

    private static String difference(Item change) {
        List<Item> fields = change.list("fields");
        return fields.isEmpty()
                ? difference("", change.text("before"), change.text("after"))
                : fields.stream()
                        .map(field -> difference(field.text("name") + ":\n", field.text("before"), field.text("after")))
                        .collect(Collectors.joining("\n"));
    }

    private static String difference(String label, String before, String after) {
        return label
                + LineDiff.of(before, after, LINES).stream()
                        .map(line -> line.mark().ascii() + line.text())
                        .collect(Collectors.joining("\n"));
    }

    private Html segment(Item segment) {
        List<Html> rows = segment.list("statements").stream()
                .map(Statement::new)
                .flatMap(statement -> statement.notable().stream().map(touch -> row(statement, touch)))
                .toList();
        return Html.all(
                Html.of(Tag.P, Html.unlinked(Segment.title(segment) + ", " + Segment.extent(segment) + ".")),
                rows.isEmpty()
                        ? Html.of(Tag.P, Html.text("No table that is there before is locked."))
                        : Html.of(Tag.TABLE, head(), Html.all(rows.stream().limit(ROWS))),
                rows.size() <= ROWS
                        ? Html.NOTHING
                        : Html.of(Tag.P, Html.text("… and " + (rows.size() - ROWS) + " more.")));
    }

    private static Html head() {
        return Html.of(
                Tag.TR,
                Html.all(Stream.of("where", "table", "lock", "who waits", "work", "size")
                        .map(name -> Html.of(Tag.TH, Html.text(name)))));
    }

    private Html row(Statement statement, Item touch) {
        String relation = touch.text("relation");
        return Html.of(
                Tag.TR,
                Html.of(Tag.TD, Html.of(Tag.CODE, Html.text(statement.label()))),
                Html.of(Tag.TD, Html.of(Tag.CODE, Html.text(relation))),
                Html.all(
                        Stream.of(touch.text("mode"), touch.text("blocks"), Statement.work(touch), sizes.size(relation))
                                .map(cell -> Html.of(Tag.TD, Html.unlinked(cell)))));
    }
}
