package dev.skein.cli;

import dev.skein.outcome.ProgressDocument;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** A run's progress in one line, such as {@code applying [#####·····] 3/6 V3__ix.sql:2 CREATE INDEX: building 42 %}. */
final class ProgressLine {
    private static final int BAR = 10;

    private ProgressLine() {}

    static String of(ProgressDocument progress) {
        List<String> parts = new ArrayList<>();
        parts.add(progress.at("/phase").asString(""));
        JsonNode migration = progress.at("/migration");
        if (!migration.isMissingNode()) {
            int index = migration.path("index").asInt(0);
            int of = Math.max(1, migration.path("of").asInt(1));
            parts.add(bar(index - 1, of));
            parts.add(
                    index + "/" + of + " " + migration.path("file").asString("").replaceFirst("^migrations/", ""));
            int statement = progress.at("/statement/number").asInt(0);
            if (statement > 0) {
                parts.add("statement " + statement);
            }
        }
        work(progress.at("/work"), parts);
        progress.at("/blockedBy").forEach(blocker -> parts.add(blocker(blocker)));
        int retries = progress.at("/retries").asInt(0);
        if (retries > 0) {
            parts.add("(" + retries + (retries == 1 ? " retry)" : " retries)"));
        }
        return String.join(" ", parts);
    }

    private static String bar(int done, int of) {
        int filled = BAR * done / of;
        return "[" + "#".repeat(filled) + "-".repeat(BAR - filled) + "]";
    }

    private static void work(JsonNode work, List<String> parts) {
        if (!work.isMissingNode()) {
            String percent = work.path("percent").asString("");
            parts.add(work.path("phase").asString("") + (percent.isEmpty() ? "" : " " + percent + " %"));
        }
    }

    /** What others do is told to members of pg_read_all_stats only. */
    private static String blocker(JsonNode blocker) {
        String application = blocker.path("application").asString("");
        String who = application.isEmpty() ? blocker.path("user").asString("") : application;
        String state = blocker.path("state").asString("");
        Duration age = Duration.ofSeconds(blocker.path("seconds").asLong(0));
        return "- waits for process " + blocker.path("pid").asInt(0) + " (" + who
                + (state.isEmpty()
                        ? ""
                        : String.format(Locale.ROOT, ", %s for %d:%02d", state, age.toMinutes(), age.toSecondsPart()))
                + ")";
    }
}
