package dev.skein.plan.report;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A hazard and what the target's rows say of it.
 *
 * @param broken the probes that rows break
 */
record Finding(Item hazard, List<Item> broken) {
    private static final String BROKEN = "rows-break-";

    /** The worst first, otherwise as the plan lists them. */
    static List<Finding> of(Item plan) {
        Map<String, List<Item>> broken = plan.list("probes").stream()
                .filter(probe -> probe.is("answer", "BREAKS"))
                .collect(Collectors.groupingBy(probe -> BROKEN + kind(probe) + "\n" + probe.place()));
        return plan.list("hazards").stream()
                .map(hazard -> new Finding(hazard, about(hazard, broken)))
                .sorted(Comparator.comparing(Finding::decision)
                        .reversed()
                        .thenComparing(Comparator.comparing(Finding::tone)))
                .toList();
    }

    private static List<Item> about(Item hazard, Map<String, List<Item>> broken) {
        return broken.getOrDefault(hazard.text("code") + "\n" + hazard.place(), List.of()).stream()
                .filter(probe -> isOf(hazard.text("object"), probe))
                .toList();
    }

    private static String kind(Item probe) {
        return probe.text("kind").toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static boolean isOf(String object, Item probe) {
        String relation = probe.text("relation");
        String subject = probe.text("subject");
        return List.of(relation, subject, relation + "." + subject).contains(object);
    }

    /** What was asked of the rows, such as {@code UNIQUE of email}. */
    static String asked(Item probe) {
        return probe.text("kind").replace('_', ' ') + " of " + probe.text("subject");
    }

    /** What is to become of it; a word that is not known stops, to be safe. */
    Stance decision() {
        return switch (hazard.text("decision")) {
            case "ALLOW" -> Stance.GOES_ON;
            case "APPROVE" -> Stance.NEEDS_A_YES;
            default -> Stance.STOPS;
        };
    }

    Tone tone() {
        return switch (hazard.text("severity")) {
            case "DANGER" -> Tone.DANGER;
            case "WARNING" -> Tone.WARNING;
            default -> Tone.NOTE;
        };
    }

    /** What the rows say, such as {@code 1 row breaks UNIQUE of email: id=1, id=3}. */
    List<String> rows() {
        return broken.stream().map(Finding::rows).toList();
    }

    static String rows(Item probe) {
        long breaking = probe.count("breaking");
        List<String> samples = probe.texts("samples");
        return Amount.count(breaking, "row")
                + (breaking == 1 ? " breaks " : " break ")
                + asked(probe)
                + (samples.isEmpty() ? "" : ": " + String.join("; ", samples))
                + (!samples.isEmpty() && samples.size() < breaking ? "; …" : "");
    }

    /** The three decisions, the strictest last. */
    enum Stance {
        GOES_ON("goes on"),
        NEEDS_A_YES("needs approval"),
        STOPS("stops it");

        private final String words;

        Stance(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }
}
