package dev.skein.plan.report;

import dev.skein.plan.report.Held.Step;
import dev.skein.plan.report.Html.Tag;
import java.util.ArrayList;
import java.util.List;

/** A bar from the first statement of a segment to its last, coloured where a table is locked. */
final class Track {
    private final int statements;

    /** @param statements of the segment */
    Track(int statements) {
        this.statements = statements;
    }

    Html of(Held held) {
        List<Html> pieces = new ArrayList<>();
        int at = 0;
        for (Step step : held.steps()) {
            int from = Math.max(at, share(step.from()));
            int until = Math.max(from + 1, share(step.until()));
            if (until <= Stylesheet.SHARES) {
                add(pieces, Look.REST, from - at);
                add(pieces, Look.of(step.lock().tone()), until - from);
                at = until;
            }
        }
        add(pieces, Look.REST, Stylesheet.SHARES - at);
        return Html.of(Tag.DIV, Look.TRACK, Html.all(pieces));
    }

    private int share(int statement) {
        return (int) ((long) statement * Stylesheet.SHARES / statements);
    }

    private static void add(List<Html> pieces, Look look, int share) {
        if (share > 0) {
            pieces.add(Html.bar(look, share));
        }
    }
}
