package dev.skein.plan.report;

import dev.skein.plan.report.Html.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * How much of a list a page shows.
 *
 * @param most items
 * @param bytes of HTML
 */
record Cut(int most, int bytes) {
    /** The first of the items, and how many more there are. */
    <T> Html of(List<T> items, Function<T, Html> each) {
        List<Html> shown = new ArrayList<>();
        int used = 0;
        for (T item : items.subList(0, Math.min(most, items.size()))) {
            Html html = each.apply(item);
            used += html.bytes();
            if (used > bytes) {
                break;
            }
            shown.add(html);
        }
        int more = items.size() - shown.size();
        return Html.all(Html.all(shown), more == 0 ? Html.NOTHING : rest(more));
    }

    private static Html rest(int more) {
        return Html.of(
                Tag.P, Look.MUTED, Html.text("… and " + Amount.number(more) + " more; plan.json has all of them."));
    }
}
