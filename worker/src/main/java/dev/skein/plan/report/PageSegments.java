package dev.skein.plan.report;

import dev.skein.plan.report.Held.Step;
import dev.skein.plan.report.Html.Tag;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The segments on the page: the tables that each locks, and its statements. */
final class PageSegments {
    private static final Cut SEGMENTS = new Cut(50, 220_000);
    private static final Cut TABLES = new Cut(60, 60_000);
    private static final Cut SQL_SEGMENTS = new Cut(50, 300_000);
    private static final Cut STATEMENTS = new Cut(300, 150_000);
    private static final int LINES = 80;

    private final List<Item> segments;
    private final Sizes sizes;

    PageSegments(Item plan) {
        this.segments = plan.list("segments");
        this.sizes = new Sizes(plan);
    }

    /** When which table is locked. */
    Html locks() {
        return segments.isEmpty() ? Html.NOTHING : Html.part(Part.LOCKS, SEGMENTS.of(numbers(), this::locks));
    }

    /** The statements as they are in the files. */
    Html sql() {
        return segments.isEmpty() ? Html.NOTHING : Html.part(Part.SQL, SQL_SEGMENTS.of(numbers(), this::sql));
    }

    private List<Integer> numbers() {
        return IntStream.range(0, segments.size()).boxed().toList();
    }

    private Html locks(int number) {
        Item segment = segments.get(number);
        List<Held> held = Held.of(segment).stream().sorted(Held.worst()).toList();
        return Html.of(
                Tag.DIV,
                Look.STEP,
                title(number),
                Html.of(Tag.P, Look.MUTED, Html.text(Segment.extent(segment))),
                segment.has("reason") ? Html.of(Tag.P, Look.MUTED, Html.text(segment.text("reason"))) : Html.NOTHING,
                held.isEmpty()
                        ? Html.of(Tag.P, Html.text("No table that is there before is locked."))
                        : TABLES.of(held, one -> locked(segment, one)));
    }

    private Html title(int number) {
        return Html.of(Tag.H3, Html.text((number + 1) + ". " + Segment.title(segments.get(number))));
    }

    private Html locked(Item segment, Held held) {
        List<Item> statements = segment.list("statements");
        Lock lock = held.strongest();
        String waiting = lock.waiting();
        return Html.of(
                Tag.DIV,
                Look.LOCKED,
                Html.of(
                        Tag.P,
                        Look.HEAD,
                        Html.of(Tag.CODE, Look.NAME, Html.text(held.relation())),
                        Html.of(Tag.SPAN, Look.SIZE, Html.text(sizes.sizeAndRows(held.relation())))),
                new Track(statements.size()).of(held),
                Html.of(
                        Tag.P,
                        Look.CAPTION,
                        Html.of(Tag.STRONG, Look.of(lock.tone()), Html.text(lock.mode())),
                        Html.kept(" "),
                        Html.text(span(segment, held)
                                + (waiting.isEmpty() ? "" : "; " + waiting)
                                + work(statements, held))));
    }

    private static String span(Item segment, Held held) {
        List<Item> statements = segment.list("statements");
        Step first = held.steps().stream()
                .filter(step -> step.lock().equals(held.strongest()))
                .findFirst()
                .orElseThrow();
        String from = new Statement(statements.get(first.from())).label();
        return segment.flag("transaction") ? "from " + from + " to the commit" : "during " + from;
    }

    private static String work(List<Item> statements, Held held) {
        String work = statements.stream()
                .flatMap(statement -> new Statement(statement).touches().stream())
                .filter(touch -> touch.is("relation", held.relation()))
                .map(Statement::workInWords)
                .filter(one -> !one.isEmpty())
                .distinct()
                .collect(Collectors.joining(", "));
        return work.isEmpty() ? "" : "; " + work;
    }

    private Html sql(int number) {
        List<Statement> statements = segments.get(number).list("statements").stream()
                .map(Statement::new)
                .toList();
        return Html.all(title(number), STATEMENTS.of(statements, PageSegments::statement));
    }

    private static Html statement(Statement statement) {
        Item item = statement.item();
        String how = item.flag("leftOut") ? "left out" : Amount.time(item.seconds("took"));
        return Html.of(
                Tag.DETAILS,
                Html.of(
                        Tag.SUMMARY,
                        Html.of(Tag.CODE, Html.text(statement.label())),
                        Html.kept(" "),
                        Html.of(Tag.SPAN, Look.SIZE, Html.text(how)),
                        Html.of(Tag.CODE, Look.NAME, Html.brief(statement.sql()))),
                Html.block(item.text("sql"), LINES),
                Html.all(statement.touches().stream().limit(20).map(PageSegments::touch)));
    }

    private static Html touch(Item touch) {
        String work = Statement.workInWords(touch);
        String text = Stream.of(touch.text("relation"), touch.text("mode"), work)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", "));
        return Html.of(Tag.P, Look.MUTED, Html.text(text));
    }
}
