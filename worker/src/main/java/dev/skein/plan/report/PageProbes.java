package dev.skein.plan.report;

import dev.skein.plan.report.Html.Tag;
import java.util.List;

/** The questions that were put to the target's rows, on the page. */
final class PageProbes {
    private static final Cut PROBES = new Cut(100, 120_000);
    private static final int LINES = 60;

    private final Item plan;

    PageProbes(Item plan) {
        this.plan = plan;
    }

    Html html() {
        List<Item> probes = plan.list("probes");
        return probes.isEmpty() ? Html.NOTHING : Html.part(Part.ROWS, PROBES.of(probes, PageProbes::probe));
    }

    private static Html probe(Item probe) {
        return Html.of(
                Tag.DETAILS,
                Html.of(
                        Tag.SUMMARY,
                        Html.of(Tag.STRONG, Look.of(tone(probe)), Html.text(words(probe))),
                        Html.kept(" "),
                        Html.text(Finding.asked(probe) + " in " + probe.text("relation"))),
                Html.of(Tag.P, Html.text(probe.text("why"))),
                probe.is("answer", "BREAKS") ? Html.of(Tag.P, Look.ROWS, Html.text(Finding.rows(probe))) : Html.NOTHING,
                Html.block(probe.text("query"), LINES));
    }

    private static String words(Item probe) {
        return switch (probe.text("answer")) {
            case "HOLDS" -> "holds";
            case "BREAKS" -> "breaks";
            default -> "inconclusive";
        };
    }

    private static Tone tone(Item probe) {
        return switch (probe.text("answer")) {
            case "HOLDS" -> Tone.GOOD;
            case "BREAKS" -> Tone.DANGER;
            default -> Tone.WARNING;
        };
    }
}
