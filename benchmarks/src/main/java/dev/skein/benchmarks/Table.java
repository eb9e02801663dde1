package dev.skein.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Rows of text in aligned columns: the first to the left, the others to the right. */
final class Table {
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    Table(String... head) {
        rows.add(List.of(head));
    }

    void row(String... cells) {
        if (cells.length != rows.get(0).size()) {
            throw new IllegalArgumentException("the table has " + rows.get(0).size() + " columns");
        }
        rows.add(List.of(cells));
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        rows.forEach(row -> text.append(line(row).stripTrailing()).append('\n'));
        return text.toString();
    }

    private String line(List<String> row) {
        return String.join(
                GAP,
                IntStream.range(0, row.size())
                        .mapToObj(column -> pad(row.get(column), column))
                        .toList());
    }

    private String pad(String cell, int column) {
        int width =
                rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
        String blank = " ".repeat(width - cell.length());
        return column == 0 ? cell + blank : blank + cell;
    }
}
