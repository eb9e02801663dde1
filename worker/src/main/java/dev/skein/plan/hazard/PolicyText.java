package dev.skein.plan.hazard;

import dev.skein.bundle.Printable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads {@code code=decision} pairs and gathers what is wrong with them. */
final class PolicyText {
    private final Map<HazardCode, Decision> decisions = new EnumMap<>(HazardCode.class);
    private final List<String> mistakes = new ArrayList<>();

    private PolicyText() {}

    static Map<HazardCode, Decision> read(String text) {
        PolicyText reading = new PolicyText();
        for (String pair : text.split(",", -1)) {
            if (!text.isBlank()) {
                reading.pair(pair.strip());
            }
        }
        if (!reading.mistakes.isEmpty()) {
            throw new PolicyException(reading.mistakes);
        }
        return reading.decisions;
    }

    private void pair(String pair) {
        int equals = pair.indexOf('=');
        if (equals < 0) {
            mistakes.add("'" + Printable.of(pair) + "' is not code=decision, such as drops-column=approve");
            return;
        }
        Optional<HazardCode> code = code(pair.substring(0, equals).strip());
        Optional<Decision> decision = decision(pair.substring(equals + 1).strip());
        if (code.isPresent() && decision.isPresent()) {
            put(code.orElseThrow(), decision.orElseThrow());
        }
    }

    private void put(HazardCode code, Decision decision) {
        if (decisions.put(code, decision) != null) {
            mistakes.add(code.code() + " is named twice");
        }
    }

    private Optional<HazardCode> code(String written) {
        Optional<HazardCode> code = HazardCode.of(written);
        if (code.isEmpty()) {
            mistakes.add("there is no hazard '" + Printable.of(written) + "'; did you mean "
                    + nearest(written).code() + "?");
        }
        return code;
    }

    private Optional<Decision> decision(String written) {
        Optional<Decision> decision = Arrays.stream(Decision.values())
                .filter(value -> word(value).equals(written))
                .findFirst();
        if (decision.isEmpty()) {
            mistakes.add("'" + Printable.of(written) + "' is no decision; there are "
                    + Arrays.stream(Decision.values()).map(PolicyText::word).collect(Collectors.joining(", ")));
        }
        return decision;
    }

    private static String word(Decision decision) {
        return decision.name().toLowerCase(Locale.ROOT);
    }

    private static HazardCode nearest(String written) {
        String known = written.substring(0, Math.min(written.length(), 80)).toLowerCase(Locale.ROOT);
        return Arrays.stream(HazardCode.values())
                .min(Comparator.comparingInt(code -> distance(code.code(), known)))
                .orElseThrow();
    }

    /** How many letters have to be put in, left out or changed. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= one.length(); i++) {
            int corner = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int changed = corner + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                corner = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
