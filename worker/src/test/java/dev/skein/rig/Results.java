package dev.skein.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The table of {@code docs/reliability.md}: {@code -Dskein.rig.write=true} writes the rows of what has run. */
final class Results {
    private static final Path PAGE = Path.of("..", "docs", "reliability.md");
    private static final String BEGIN = "<!-- written by the rig: begin -->\n";
    private static final String END = "<!-- written by the rig: end -->\n";
    private static final String HEAD = "| what is done | uploads | kills or faults | losses |\n|---|--:|--:|--:|\n";
    private static final Pattern ROW = Pattern.compile("\\| (.+) \\| (\\d+) \\| (\\d+) \\| (\\d+) \\|");

    private final Map<String, Row> rows;

    private Results(Map<String, Row> rows) {
        this.rows = rows;
    }

    /**
     * What came of one trial.
     *
     * @param faults how often a worker was killed, or a fault was made
     * @param losses what the checks found
     */
    record Row(String title, int uploads, int faults, int losses) {
        private String markdown() {
            return String.format(Locale.ROOT, "| %s | %d | %d | %d |\n", title, uploads, faults, losses);
        }
    }

    /** The table as it stands. */
    static Results read() {
        Map<String, Row> rows = new LinkedHashMap<>();
        Matcher row = ROW.matcher(table(text()));
        while (row.find()) {
            rows.put(row.group(1), new Row(row.group(1), number(row, 2), number(row, 3), number(row, 4)));
        }
        return new Results(rows);
    }

    /** Every trial that there is, in the table's order. */
    static List<Trial> trials() {
        return Stream.<Trial>concat(
                        Stream.concat(KillPoint.ALL.stream(), FaultPoint.ALL.stream()), Stream.of(Scenario.values()))
                .toList();
    }

    List<Row> rows() {
        return List.copyOf(rows.values());
    }

    /** Notes what came of a trial, where that is asked for. */
    static synchronized void note(Trial trial, int uploads, int faults, List<String> losses) {
        if (Boolean.getBoolean("skein.rig.write")) {
            Results results = read();
            results.rows.put(trial.title(), new Row(trial.title(), uploads, faults, losses.size()));
            results.write();
        }
    }

    private void write() {
        String text = text();
        String table = trials().stream()
                .map(Trial::title)
                .flatMap(title -> Stream.ofNullable(rows.get(title)))
                .map(Row::markdown)
                .collect(Collectors.joining("", HEAD, ""));
        try {
            Files.writeString(PAGE, text.replace(table(text), table));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String table(String text) {
        return text.substring(text.indexOf(BEGIN) + BEGIN.length(), text.indexOf(END));
    }

    private static String text() {
        try {
            return Files.readString(PAGE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int number(Matcher row, int group) {
        return Integer.parseInt(row.group(group));
    }
}
