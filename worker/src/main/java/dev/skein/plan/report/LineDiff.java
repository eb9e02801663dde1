package dev.skein.plan.report;

import java.util.ArrayList;
import java.util.List;

/** What differs between two texts, line by line: the fewest lines that go and come. */
final class LineDiff {
    private final List<String> before;
    private final List<String> after;
    /** The lines that both have from a pair of lines on. */
    private final int[][] common;

    private LineDiff(List<String> before, List<String> after) {
        this.before = before;
        this.after = after;
        this.common = new int[before.size() + 1][after.size() + 1];
        for (int one = before.size() - 1; one >= 0; one--) {
            for (int other = after.size() - 1; other >= 0; other--) {
                common[one][other] = before.get(one).equals(after.get(other))
                        ? common[one + 1][other + 1] + 1
                        : Math.max(common[one + 1][other], common[one][other + 1]);
            }
        }
    }

    /** The lines of both, at most so many of each. */
    static List<Line> of(String before, String after, int most) {
        return new LineDiff(Shown.lines(before, most), Shown.lines(after, most)).lines();
    }

    private List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        int one = 0;
        int other = 0;
        while (one < before.size() && other < after.size()) {
            if (before.get(one).equals(after.get(other))) {
                lines.add(new Line(Mark.SAME, before.get(one++)));
                other++;
            } else if (common[one + 1][other] >= common[one][other + 1]) {
                lines.add(new Line(Mark.GONE, before.get(one++)));
            } else {
                lines.add(new Line(Mark.NEW, after.get(other++)));
            }
        }
        before.subList(one, before.size()).forEach(line -> lines.add(new Line(Mark.GONE, line)));
        after.subList(other, after.size()).forEach(line -> lines.add(new Line(Mark.NEW, line)));
        return List.copyOf(lines);
    }

    /** Where a line is. */
    enum Mark {
        SAME("  "),
        GONE("- "),
        NEW("+ ");

        private final String ascii;

        Mark(String ascii) {
            this.ascii = ascii;
        }

        String ascii() {
            return ascii;
        }
    }

    /** A line of either text or of both. */
    record Line(Mark mark, String text) {}
}
