package dev.skein.cli;

import dev.skein.bundle.Printable;
import dev.skein.outcome.OutcomeDocument;
import dev.skein.outcome.Status;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** An outcome as a person reads it. */
final class OutcomeReport {
    /** Lines of a statement that are shown; the file has the rest. */
    private static final int STATEMENT_LINES = 10;

    private final List<String> lines = new ArrayList<>();
    private final OutcomeDocument document;

    private OutcomeReport(OutcomeDocument document) {
        this.document = document;
    }

    /** Prints the outcome and returns its exit code. */
    static int print(Console console, OutcomeDocument document, boolean json) {
        if (json) {
            console.json(document.tree());
        } else {
            lines(document).forEach(console::print);
        }
        return ExitCode.of(document.status());
    }

    /** The lines that a terminal shows. */
    static List<String> lines(OutcomeDocument document) {
        OutcomeReport report = new OutcomeReport(document);
        report.write();
        return List.copyOf(report.lines);
    }

    private void write() {
        line(document.status() + "  " + document.text("/bundle/name") + " " + document.text("/bundle/version") + " on "
                + document.text("/target") + versions());
        document.at("/migrations").forEach(this::migration);
        if (!document.at("/group").isMissingNode()) {
            group(document.at("/group"));
        }
        if (document.status() == Status.UNCHANGED) {
            line("  " + reason());
        }
        if (document.status() == Status.AWAITING_APPROVAL) {
            awaiting();
        }
        if (document.status() == Status.CANCELLED) {
            cancelled();
        }
        if (document.problemCode().isPresent()) {
            problem(document.at("/problem"));
        }
        document.at("/warnings").forEach(this::warning);
        document.at("/rollout").forEach(this::rollout);
        document.at("/effectiveSchema").forEach(key -> line("  schema " + key.asString("")));
        line("  run " + document.run() + ", attempt " + document.attempt());
    }

    /** Each that does not hold the bundle by name; of the others only how many. */
    private void group(JsonNode group) {
        List<String> counts = group.propertyStream()
                .filter(field -> field.getValue().isInt() && !field.getKey().equals("members"))
                .map(field -> field.getValue().asInt() + " " + field.getKey().replace('_', ' '))
                .toList();
        line("  " + group.path("members").asInt() + " members: " + String.join(", ", counts));
        group.path("results")
                .valueStream()
                .filter(result -> !text(result, "status").matches("APPLIED|UNCHANGED"))
                .forEach(result -> line("  " + text(result, "status") + "  " + text(result, "target") + "  "
                        + text(result, "problem") + "  run " + text(result, "run")));
    }

    private String versions() {
        String from = document.text("/from");
        String to = document.text("/to");
        return to.isEmpty() ? "" : ", version " + (from.isEmpty() ? "(none)" : from) + " -> " + to;
    }

    private String reason() {
        String by = document.text("/supersededBy");
        return by.isEmpty() ? "nothing was pending" : "superseded by a later upload, version " + by;
    }

    private void awaiting() {
        line("  " + document.text("/reason"));
        document.at("/plan/hazards")
                .valueStream()
                .filter(hazard -> text(hazard, "decision").equals("APPROVE"))
                .forEach(hazard -> line(
                        "  " + text(hazard, "code") + "  " + text(hazard, "object") + "  " + text(hazard, "place")));
        line("  now: the database was not touched");
        String link = document.text("/plan/link");
        String hash = document.text("/plan/hash");
        line(
                link.isEmpty()
                        ? "  next: read the plan, then the same once more with --approve " + hash
                        : "  next: read the plan (" + link + "), then skein approve --run " + document.run()
                                + " --plan " + hash);
    }

    private void cancelled() {
        String by = document.text("/cancelled/by");
        line("  cancelled at " + document.text("/cancelled/at") + (by.isEmpty() ? "" : " by " + by));
        line(
                document.at("/migrations").isEmpty()
                        ? "  now: no migration of this bundle was applied by this attempt"
                        : "  now: the migrations above are applied and stay");

        line("  next: push the bundle again, when it is to be applied after all");
    }

    private void migration(JsonNode migration) {
        String statements = migration.path("statements").asString("");
        line(String.format(
                Locale.ROOT,
                "  applied %s%s, %.3f s",
                migration.path("file").asString(""),
                statements.isEmpty() ? "" : ", " + statements + (statements.equals("1") ? " statement" : " statements"),
                migration.path("duration").asDouble(0)));
    }

    private void warning(JsonNode warning) {
        line("  warning " + text(warning, "code") + "  " + text(warning, "object"));
        line("  " + text(warning, "message"));
        safe(text(warning, "safe"));
    }

    private void rollout(JsonNode rollout) {
        String service = text(rollout, "service");
        String problem = text(rollout, "problem");
        if (problem.isEmpty()) {
            line("  rollout of " + service + " begun, deployment " + text(rollout, "deployment"));
            return;
        }
        String[] names = service.split("/", 2);
        line("  warning rollout of " + service + " failed: " + problem);
        line("  next: aws ecs update-service --cluster " + names[0] + " --service " + names[names.length - 1]
                + " --force-new-deployment");
    }

    private void problem(JsonNode problem) {
        JsonNode all = document.at("/problems");
        if (all.size() > 1) {
            all.forEach(one -> line("  " + text(one, "code") + ": " + text(one, "message")));
        } else {
            String line = text(problem, "line");
            String file = text(problem, "file") + (line.isEmpty() ? "" : ":" + line);
            String place = file.isEmpty() ? "" : " at " + file;
            line("  " + text(problem, "code") + place + state(problem));
            line("  " + text(problem, "message"));
        }
        optional("  detail: ", text(problem, "detail"));
        optional("  hint: ", text(problem, "hint"));
        Arrays.stream(text(problem, "statement").split("\\R"))
                .limit(STATEMENT_LINES)
                .forEach(sql -> optional("  | ", sql));
        line("  now: " + now(problem));
        remedies(problem, all).forEach(remedy -> line("  next: " + remedy));
        safe(text(problem, "safe"));
        if (!document.text("/plan/link").isEmpty()) {
            line("  plan " + document.text("/plan/link"));
        }
    }

    private void safe(String sql) {
        if (!sql.isEmpty()) {
            line("  safe form:");
            sql.lines().forEach(one -> line("      " + one));
        }
    }

    private static List<String> remedies(JsonNode problem, JsonNode all) {
        return Stream.concat(Stream.of(problem), all.valueStream())
                .map(one -> text(one, "remedy"))
                .distinct()
                .toList();
    }

    private String now(JsonNode problem) {
        if (document.status() == Status.REJECTED) {
            return "the database was not touched";
        }
        if (!document.at("/group").isMissingNode()) {
            return "each member is as its own outcome says; those that hold the bundle keep it";
        }
        if (problem.path("applied").isMissingNode()) {
            return "this try did not touch the database; what an earlier one applied stays";
        }
        int applied = problem.path("applied").size();
        return applied == 0
                ? "no migration of this bundle was applied by this attempt"
                : applied
                        + (applied == 1
                                ? " migration before it was applied and stays"
                                : " migrations before it were applied and stay");
    }

    private static String state(JsonNode problem) {
        String state = text(problem, "sqlState");
        return state.isEmpty() ? "" : " (SQLSTATE " + state + ")";
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asString("");
    }

    private void optional(String label, String text) {
        if (!text.isEmpty()) {
            line(label + text);
        }
    }

    private void line(String text) {
        lines.add(Printable.of(text));
    }
}
