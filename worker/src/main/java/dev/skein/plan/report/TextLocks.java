package dev.skein.plan.report;

import java.util.List;
import java.util.stream.IntStream;

/** Which tables are locked by which statement, on a terminal: a table for each segment. */
final class TextLocks {
    private static final int MOST = 12;
    private static final int ROWS = 30;
    private static final int INDENT = 4;

    private final Item plan;
    private final Paper paper;
    private final Sizes sizes;

    TextLocks(Item plan, Paper paper) {
        this.plan = plan;
        this.paper = paper;
        this.sizes = new Sizes(plan);
    }

    void print() {
        List<Item> segments = plan.list("segments");
        if (!segments.isEmpty()) {
            paper.heading("What is locked");
            paper.first(
                    IntStream.range(0, segments.size()).boxed().toList(),
                    MOST,
                    at -> segment(at + 1, segments.get(at)));
        }
    }

    private void segment(int number, Item segment) {
        List<Item> statements = segment.list("statements");
        paper.words(2, Ink.BOLD, number + ".", Segment.title(segment) + ", " + Segment.extent(segment));
        if (segment.has("reason")) {
            paper.inked(INDENT, Ink.DIM, segment.text("reason"));
        }
        List<Row> rows = statements.stream()
                .map(Statement::new)
                .flatMap(statement -> statement.notable().stream().map(touch -> new Row(statement, touch)))
                .toList();
        if (rows.isEmpty()) {
            paper.words(INDENT, "No table that is there before is locked.");
        } else {
            table(rows);
        }
    }

    private void table(List<Row> rows) {
        Grid grid = new Grid(List.of(0, 1));
        grid.add(List.of("where", "table", "lock", "who waits", "work", "size"));
        rows.stream().limit(ROWS).forEach(row -> grid.add(row.cells(sizes)));
        List<String> lines = grid.lines(paper.width() - INDENT);
        paper.row(Ink.DIM, " ".repeat(INDENT) + lines.get(0));
        IntStream.range(1, lines.size())
                .forEach(at -> paper.row(rows.get(at - 1).ink(), " ".repeat(INDENT) + lines.get(at)));
        paper.first(rows, ROWS, row -> {});
    }

    private record Row(Statement statement, Item touch) {
        List<String> cells(Sizes sizes) {
            return List.of(
                    statement.label(),
                    touch.text("relation"),
                    touch.text("mode"),
                    touch.text("blocks").replace(" and ", ", "),
                    Statement.work(touch),
                    sizes.size(touch.text("relation")));
        }

        Ink ink() {
            return Ink.of(Lock.of(touch).tone());
        }
    }
}
