package dev.skein.sandbox;

import dev.skein.sandbox.http.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * A custom notification as a chat shows it.
 *
 * @see <a href="https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html">Custom notifications</a>
 */
record Alert(JsonNode content, JsonNode metadata) {
    private static final int WIDTH = 76;

    /** Empty where the text is none: the real service drops such a one silently. */
    static Optional<Alert> parse(String text) {
        return Json.parse(text)
                .filter(node -> Json.text(node, "version").orElse("").equals("1.0"))
                .filter(node -> Json.text(node, "source").orElse("").equals("custom"))
                .filter(node -> Json.text(node.path("content"), "description").isPresent())
                .map(node -> new Alert(node.path("content"), node.path("metadata")));
    }

    String render() {
        List<String> lines = new ArrayList<>();
        Json.text(content, "title").ifPresent(title -> add(lines, title));
        if (!lines.isEmpty()) {
            lines.add("");
        }
        Json.text(content, "description").ifPresent(description -> add(lines, description));
        content.path("nextSteps").forEach(step -> add(lines, "- " + step.asString()));
        String keywords =
                content.path("keywords").valueStream().map(JsonNode::asString).collect(Collectors.joining(", "));
        if (!keywords.isEmpty()) {
            add(lines, "[" + keywords + "]");
        }
        Json.text(metadata, "threadId").ifPresent(thread -> add(lines, "thread " + thread));
        String rule = "+" + "-".repeat(WIDTH + 2) + "+";
        return lines.stream().map(Alert::framed).collect(Collectors.joining("\n", rule + "\n", "\n" + rule));
    }

    private static void add(List<String> lines, String text) {
        for (String line : text.split("\n", -1)) {
            String rest = line;
            while (rest.length() > WIDTH) {
                int space = rest.lastIndexOf(' ', WIDTH);
                int end = space > 0 ? space : WIDTH;
                lines.add(rest.substring(0, end));
                rest = rest.substring(end).stripLeading();
            }
            lines.add(rest);
        }
    }

    private static String framed(String line) {
        return "| " + line + " ".repeat(Math.max(0, WIDTH - line.codePointCount(0, line.length()))) + " |";
    }
}
