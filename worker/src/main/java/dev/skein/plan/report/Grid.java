package dev.skein.plan.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows of cells in columns. Where the terminal is too narrow, names give way first. */
final class Grid {
    private static final int GAP = 2;
    private static final int SHORTEST_NAME = 10;
    private static final int SHORTEST = 3;
    private static final int LONGEST_CELL = 200;

    private final List<Integer> names;
    private final List<List<String>> rows = new ArrayList<>();

    /** @param names the columns that hold names */
    Grid(List<Integer> names) {
        this.names = List.copyOf(names);
    }

    void add(List<String> cells) {
        rows.add(cells.stream().map(cell -> Shown.line(cell, LONGEST_CELL)).toList());
    }

    /** The rows as lines of at most that width. */
    List<String> lines(int width) {
        int[] widths = widths();
        int tooMuch = IntStream.of(widths).sum() + GAP * (widths.length - 1) - width;
        IntStream.range(0, tooMuch)
                .mapToObj(each -> givesWay(widths))
                .flatMap(Optional::stream)
                .forEach(column -> widths[column]--);
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private int[] widths() {
        return IntStream.range(0, rows.get(0).size())
                .map(column -> rows.stream()
                        .mapToInt(row -> Wrap.length(row.get(column)))
                        .max()
                        .orElse(0))
                .toArray();
    }

    private Optional<Integer> givesWay(int[] widths) {
        Optional<Integer> name = widest(names, widths, SHORTEST_NAME);
        return name.isPresent()
                ? name
                : widest(IntStream.range(0, widths.length).boxed().toList(), widths, SHORTEST);
    }

    private static Optional<Integer> widest(List<Integer> columns, int[] widths, int shortest) {
        return columns.stream()
                .filter(column -> widths[column] > shortest)
                .max(Comparator.comparingInt(column -> widths[column]));
    }

    private static String line(List<String> row, int[] widths) {
        return IntStream.range(0, widths.length)
                .mapToObj(column -> fit(row.get(column), widths[column]))
                .collect(Collectors.joining(" ".repeat(GAP)))
                .stripTrailing();
    }

    /** Cut in the middle: the ends of names tell them apart. */
    private static String fit(String cell, int width) {
        int length = Wrap.length(cell);
        if (length <= width) {
            return cell + " ".repeat(width - length);
        }
        int head = width / 2;
        int tail = cell.offsetByCodePoints(cell.length(), head + 1 - width);
        return cell.substring(0, cell.offsetByCodePoints(0, head)) + "…" + cell.substring(tail);
    }
}
