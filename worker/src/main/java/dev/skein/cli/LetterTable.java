package dev.skein.cli;

import dev.skein.outcome.Answer;
import dev.skein.outcome.DeadLetter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Dead letters as a person reads them: a line each, and one more that says where the outcome lies. */
final class LetterTable {
    private static final List<String> HEAD = List.of("AGE", "REASON", "TARGET", "BUNDLE", "REDRIVEN", "RUN");

    private LetterTable() {}

    static List<String> lines(Answer answer, Instant now) {
        List<DeadLetter> letters = answer.letters();
        if (letters.isEmpty()) {
            return List.of("No dead letter waits.");
        }
        List<List<String>> rows = new ArrayList<>(List.of(HEAD));
        letters.forEach(letter -> rows.add(row(letter, now)));
        List<Integer> widths = IntStream.range(0, HEAD.size())
                .mapToObj(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toList();
        List<String> lines = new ArrayList<>(List.of(line(HEAD, widths)));
        for (int i = 0; i < letters.size(); i++) {
            lines.add(line(rows.get(i + 1), widths));
            lines.add("  " + place(letters.get(i)));
        }
        lines.add(count(answer, letters.size()));
        return lines;
    }

    private static List<String> row(DeadLetter letter, Instant now) {
        String run = letter.text("/run");
        return List.of(
                age(letter, now),
                letter.text("/reason"),
                dash(letter.text("/target")),
                dash((letter.text("/bundle/name") + " " + letter.text("/bundle/version")).strip()),
                letter.text("/redriven"),
                run.isEmpty()
                        ? "(" + letter.text("/kind") + ") message " + letter.text("/messageId")
                        : run + ", attempt " + letter.text("/attempt"));
    }

    private static String age(DeadLetter letter, Instant now) {
        Duration age = Duration.between(Instant.parse(letter.text("/sentAt")), now);
        if (age.compareTo(Duration.ofMinutes(1)) < 0) {
            return Math.max(0, age.toSeconds()) + " s";
        }
        if (age.compareTo(Duration.ofHours(1)) < 0) {
            return age.toMinutes() + " min";
        }
        return age.compareTo(Duration.ofDays(2)) < 0 ? age.toHours() + " h" : age.toDays() + " d";
    }

    private static String place(DeadLetter letter) {
        String outcome = letter.text("/outcome");
        String key = letter.text("/key");
        if (!outcome.isEmpty()) {
            return "outcome " + outcome;
        }
        return key.isEmpty() ? "no event that can be read" : "no outcome; key " + key;
    }

    private static String count(Answer answer, int shown) {
        int count = answer.count();
        return count
                + (count == 1 ? " dead letter" : " dead letters")
                + (shown < count ? ", of which " + shown + " are shown" : "")
                + (answer.isCut() ? "; the queue holds more" : "");
    }

    private static String dash(String text) {
        return text.isEmpty() ? "-" : text;
    }

    private static String line(List<String> cells, List<Integer> widths) {
        return IntStream.range(0, cells.size())
                .mapToObj(column -> cells.get(column)
                        + " ".repeat(widths.get(column) - cells.get(column).length()))
                .collect(Collectors.joining("  "))
                .stripTrailing();
    }
}
