package dev.skein.outcome;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * An outcome as a custom notification of Amazon Q Developer in chat applications, which drops what does not conform
 * without a word. It carries counts and names, never values of rows.
 *
 * @see <a href="https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html">Custom notifications</a>
 */
final class Alert {
    static final int LONGEST_TITLE = 250;
    static final int LONGEST_DESCRIPTION = 8000;

    private static final int LONGEST_SAFE = 2000;
    private static final int MOST_HAZARDS = 20;
    private static final int LONGEST_REASON = 500;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Alert() {}

    static String of(OutcomeDocument document) {
        ObjectNode root = JSON.createObjectNode();
        root.put("version", "1.0");
        root.put("source", "custom");
        root.putObject("content")
                .put("textType", "client-markdown")
                .put("title", cut(title(document), LONGEST_TITLE))
                .put("description", cut(description(document), LONGEST_DESCRIPTION));
        root.putObject("metadata")
                .put("threadId", document.run().value())
                .put("summary", cut(title(document), LONGEST_TITLE));
        return JSON.writeValueAsString(root);
    }

    private static String title(OutcomeDocument document) {
        return icon(document.status()) + " " + document.status() + ": " + escape(bundle(document)) + " on "
                + escape(document.run().target());
    }

    private static String icon(Status status) {
        return switch (status) {
            case APPLIED, UNCHANGED -> ":white_check_mark:";
            case AWAITING_APPROVAL -> ":raised_hand:";
            case REJECTED -> ":no_entry:";
            case FAILED -> ":x:";
            case CANCELLED -> ":octagonal_sign:";
        };
    }

    private static String bundle(OutcomeDocument document) {
        return document.bundleName().isEmpty()
                ? document.text("/bundle/key")
                : document.bundleName() + " " + document.text("/bundle/version");
    }

    private static String description(OutcomeDocument document) {
        List<String> lines = new ArrayList<>();
        if (document.problemCode().isPresent()) {
            problem(document, lines);
        } else if (document.status() == Status.AWAITING_APPROVAL) {
            awaiting(document, lines);
        } else if (document.status() == Status.CANCELLED) {
            lines.add("Cancelled" + by(document) + "; " + count(document, "/migrations", "migration")
                    + " applied before it.");
        } else if (!document.at("/group").isMissingNode()) {
            lines.add(count(document, "/group/results", "member") + " hold the bundle.");
        } else {
            lines.add(count(document, "/migrations", "migration") + " applied, version " + version(document, "/from")
                    + " → " + version(document, "/to"));
            if (!document.at("/warnings").isEmpty()) {
                lines.add(count(document, "/warnings", "warning") + ": see the outcome");
            }
        }
        rollouts(document, lines);
        if (!document.text("/plan/link").isEmpty()) {
            lines.add("Plan `" + code(document.text("/plan/link")) + "`");
        }
        lines.add("Run `" + code(document.run().value()) + "`, attempt " + document.attempt());
        return String.join("\n", lines);
    }

    private static String by(OutcomeDocument document) {
        String by = document.text("/cancelled/by");
        return by.isEmpty() ? "" : " by `" + code(by) + "`";
    }

    private static void rollouts(OutcomeDocument document, List<String> lines) {
        for (JsonNode rollout : document.at("/rollout")) {
            String problem = rollout.path("problem").asString("");
            String service = "`" + code(rollout.path("service").asString("")) + "`";
            lines.add(
                    problem.isEmpty()
                            ? "Rollout of " + service + " begun."
                            : ":warning: Rollout of " + service + " failed: `" + code(cut(problem, LONGEST_REASON))
                                    + "`");
        }
    }

    private static void problem(OutcomeDocument document, List<String> lines) {
        lines.add("*" + document.text("/problem/code") + "*" + place(document) + state(document));
        if (!mayHoldRowData(document)) {
            lines.add("`" + code(document.text("/problem/message")) + "`");
        }
        int problems = document.at("/problems").size();
        if (problems > 1) {
            lines.add("and " + (problems - 1) + " more");
        }
        lines.add(now(document));
        lines.add("Next: " + escape(document.text("/problem/remedy")));
        String safe = document.text("/problem/safe");
        if (!safe.isEmpty()) {
            lines.add("Safe form:\n```\n" + cut(block(safe), LONGEST_SAFE) + "\n```");
        }
    }

    private static void awaiting(OutcomeDocument document, List<String> lines) {
        lines.add(escape(document.text("/reason")) + ". The database was not touched.");
        document.at("/plan/hazards")
                .valueStream()
                .filter(hazard -> hazard.path("decision").asString("").equals("APPROVE"))
                .limit(MOST_HAZARDS)
                .forEach(hazard -> lines.add("• *" + hazard.path("code").asString("") + "* `"
                        + code(hazard.path("object").asString("")) + "` "
                        + escape(hazard.path("place").asString(""))));
        lines.add("Next: read the plan, then `skein approve --run "
                + code(document.run().value()) + " --plan " + document.text("/plan/hash") + "`");
    }

    private static String now(OutcomeDocument document) {
        if (document.status() == Status.REJECTED) {
            return "The database was not touched.";
        }
        if (!document.at("/group").isMissingNode()) {
            return "Each member is as its own outcome says.";
        }
        return document.at("/problem/applied").isMissingNode()
                ? "This try did not touch the database."
                : count(document, "/problem/applied", "migration") + " applied before it.";
    }

    private static String place(OutcomeDocument document) {
        String file = document.text("/problem/file");
        String line = document.text("/problem/line");
        return file.isEmpty() ? "" : " in `" + code(file) + (line.isEmpty() ? "" : ":" + line) + "`";
    }

    private static String state(OutcomeDocument document) {
        String state = document.text("/problem/sqlState");
        return state.isEmpty() ? "" : " (SQLSTATE " + state + ")";
    }

    /** PostgreSQL quotes values in the messages of class 22, and a RAISE says whatever it likes. */
    private static boolean mayHoldRowData(OutcomeDocument document) {
        String state = document.text("/problem/sqlState");
        return state.startsWith("22")
                || state.startsWith("P0")
                || document.at("/problem/raised").asBoolean(false);
    }

    private static String count(OutcomeDocument document, String list, String noun) {
        int count = document.at(list).size();
        return String.format(Locale.ROOT, "%d %s%s", count, noun, count == 1 ? "" : "s");
    }

    private static String version(OutcomeDocument document, String pointer) {
        String version = document.text(pointer);
        return version.isEmpty() ? "none" : escape(version);
    }

    /** Slack's own escapes; what would format the text gives way to an apostrophe. */
    private static String escape(String text) {
        return code(text).replace('*', '\'').replace('~', '\'');
    }

    /** For a block of code. */
    private static String block(String text) {
        return text.lines().map(Alert::code).collect(Collectors.joining("\n"));
    }

    /** For use between back quotes, where nothing but a back quote and Slack's escapes has a meaning. */
    private static String code(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace('`', '\'')
                .replace('\n', ' ');
    }

    private static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = longest - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }
}
