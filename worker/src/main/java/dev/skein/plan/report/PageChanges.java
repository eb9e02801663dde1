package dev.skein.plan.report;

import dev.skein.plan.report.Html.Tag;
import java.util.List;

/** What changes, on the page. */
final class PageChanges {
    private static final int OPEN = 30;
    private static final Cut FIRST = new Cut(OPEN, 150_000);
    private static final Cut OTHERS = new Cut(470, 200_000);
    private static final int LINES = 120;

    private final Item plan;

    PageChanges(Item plan) {
        this.plan = plan;
    }

    Html html() {
        List<Item> changes = ChangeList.of(plan);
        if (changes.isEmpty()) {
            return Html.NOTHING;
        }
        List<Item> first = changes.subList(0, Math.min(OPEN, changes.size()));
        return Html.part(
                Part.CHANGES,
                FIRST.of(first, PageChanges::change),
                others(changes.subList(first.size(), changes.size())));
    }

    private static Html others(List<Item> others) {
        return others.isEmpty()
                ? Html.NOTHING
                : Html.of(
                        Tag.DETAILS,
                        Html.of(Tag.SUMMARY, Html.text(Amount.count(others.size(), "more change"))),
                        OTHERS.of(others, PageChanges::change));
    }

    private static Html change(Item change) {
        Sign sign = Sign.of(change);
        return Html.of(
                Tag.DIV,
                List.of(Look.CHANGE, Look.of(sign.tone())),
                Html.of(Tag.H3, Look.HEAD, head(change, sign)),
                sign.isWhole() ? Html.block(change.text("before") + change.text("after"), LINES) : difference(change));
    }

    private static Html head(Item change, Sign sign) {
        return Html.all(
                Html.of(Tag.SPAN, Look.SIGN, Html.text(sign.word())),
                Html.of(Tag.SPAN, Look.KIND, Html.text(change.text("kind"))),
                change.has("was") ? name(change.text("was") + " →") : Html.NOTHING,
                name(change.text("name")));
    }

    private static Html name(String name) {
        return Html.of(Tag.CODE, Look.NAME, Html.text(name));
    }

    private static Html difference(Item change) {
        List<Item> fields = change.list("fields");
        return fields.isEmpty()
                ? difference(change.text("before"), change.text("after"))
                : Html.all(fields.stream()
                        .map(field -> Html.all(
                                Html.of(Tag.P, Look.FIELD, Html.text(field.text("name"))),
                                difference(field.text("before"), field.text("after")))));
    }

    private static Html difference(String before, String after) {
        if (before.equals(after)) {
            return Html.NOTHING;
        }
        return Html.of(
                Tag.PRE,
                Look.DIFF,
                Html.all(LineDiff.of(before, after, LINES).stream().map(PageChanges::line)));
    }

    private static Html line(LineDiff.Line line) {
        Look look = switch (line.mark()) {
            case SAME -> Look.SAME;
            case GONE -> Look.GONE;
            case NEW -> Look.NEW;
        };
        return Html.of(Tag.SPAN, look, Html.kept(line.mark().ascii() + line.text()));
    }
}
