package dev.skein.cli;

import dev.skein.bundle.BundleProblem;
import dev.skein.bundle.Printable;
import dev.skein.github.WorkflowCommand;
import dev.skein.plan.report.Style;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What commands write: results on standard output, everything else on standard error. */
public final class Console {
    /** A log of a pipeline gets a line this often while something is awaited. */
    private static final Duration PLAIN_INTERVAL = Duration.ofSeconds(30);

    private final PrintStream out;
    private final PrintStream err;
    private final boolean terminal;
    private final Style style;
    private final Reader reader;
    private Duration lastProgress = Duration.ZERO;

    /** Characters of the line that is written over. */
    private int shown;

    /**
     * @param terminal whether a person watches standard error, so that a line may be written over
     * @param style what standard output can show
     * @param reader who reads both
     */
    public Console(PrintStream out, PrintStream err, boolean terminal, Style style, Reader reader) {
        this.style = style;
        this.reader = reader;
        this.out = out;
        this.err = err;
        this.terminal = terminal;
    }

    /** Who reads what is written. */
    public enum Reader {
        /** People and programs that take text for text. */
        ANYBODY,
        /** The runner of GitHub Actions, which carries out lines that look like its commands, whoever wrote them. */
        WORKFLOW_RUNNER;

        /** Told by GitHub's own variable. */
        public static Reader of(Map<String, String> environment) {
            return environment.getOrDefault("GITHUB_ACTIONS", "").equals("true") ? WORKFLOW_RUNNER : ANYBODY;
        }
    }

    static ObjectNode document(String schema) {
        return Json.MAPPER.createObjectNode().put("schema", schema);
    }

    static void add(ArrayNode problems, BundleProblem problem) {
        ObjectNode node = problems.addObject().put("code", problem.code().code());
        if (problem.entry() != null) {
            node.put("entry", problem.entry());
        }
        node.put("message", problem.message());
    }

    /** What standard output can show. */
    Style style() {
        return style;
    }

    void json(ObjectNode document) {
        String text = Json.MAPPER.writeValueAsString(document);
        out.println(reader == Reader.ANYBODY ? text : WorkflowCommand.defusedJson(text));
    }

    synchronized void print(String line) {
        endProgress();
        out.println(harmless(line));
    }

    /** A line that the runner of GitHub Actions is to carry out. */
    synchronized void command(String line) {
        endProgress();
        out.println(line);
    }

    synchronized void note(String line) {
        endProgress();
        err.println(harmless(line));
    }

    private String harmless(String line) {
        return reader == Reader.ANYBODY
                ? line
                : line.lines().map(WorkflowCommand::defused).collect(Collectors.joining("\n"));
    }

    /** Says what went wrong. */
    public void error(String message) {
        note("skein: " + message);
    }

    /** Says it beside the job on GitHub. */
    public void remark(String message) {
        command(WorkflowCommand.error(message));
    }

    /** Says it as a document, for {@code --json}. */
    public void errorDocument(List<String> messages) {
        ObjectNode document = document("skein.error/1").put("status", "ERROR");
        messages.forEach(document.putArray("messages")::add);
        json(document);
    }

    /** Shows that something is awaited: one line written over on a terminal, a line now and then elsewhere. */
    synchronized void progress(String what, Duration waited) {
        String line = String.format(
                Locale.ROOT, "%s %d:%02d", Printable.of(what), waited.toMinutes(), waited.toSecondsPart());
        if (terminal) {
            String cut = line.substring(0, Math.min(line.length(), style.width() - 1));
            err.print("\r" + cut + " ".repeat(Math.max(0, shown - cut.length())));
            err.flush();
            shown = cut.length();
        } else if (lastProgress.isZero() || waited.minus(lastProgress).compareTo(PLAIN_INTERVAL) >= 0) {
            lastProgress = waited.isZero() ? Duration.ofMillis(1) : waited;
            err.println(harmless(line));
        }
    }

    private void endProgress() {
        if (shown > 0) {
            err.println();
            shown = 0;
        }
    }

    /** Loaded by those who write documents only, as it takes a while. */
    private static final class Json {
        private static final JsonMapper MAPPER =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

        private Json() {}
    }
}
