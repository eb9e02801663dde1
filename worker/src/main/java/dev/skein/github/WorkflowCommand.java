package dev.skein.github;

import java.util.regex.Pattern;

/**
 * What a step of GitHub Actions tells its runner: lines of its output that begin with {@code ::}, or hold {@code ##[}.
 *
 * @see <a href="https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands">Workflow commands</a>
 * @see <a href="https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs">How the runner reads them</a>
 */
public final class WorkflowCommand {
    /** What the runner trims before it looks, and whatever else cannot be seen. */
    private static final Pattern MODERN = Pattern.compile("^([^\\p{L}\\p{N}\\p{P}\\p{S}]*):(?=:)");

    private static final String OLD = "##[";

    private WorkflowCommand() {}

    /** An error, warning or notice; a line of output that is to be printed as it is. */
    static String of(Annotation annotation) {
        StringBuilder command =
                new StringBuilder("::").append(annotation.level().command());
        command.append(" title=").append(property(annotation.title()));
        annotation
                .place()
                .ifFile((file, line) -> command.append(",file=")
                        .append(property(file))
                        .append(",line=")
                        .append(line));
        return command.append("::").append(data(annotation.message())).toString();
    }

    /** An error without a place; a line of output that is to be printed as it is. */
    public static String error(String message) {
        return of(new Annotation(Annotation.Level.ERROR, Place.NOWHERE, "skein", message));
    }

    /** The line as no runner takes it for a command: a space takes it apart. */
    public static String defused(String line) {
        return MODERN.matcher(line).replaceFirst("$1: ").replace(OLD, "# #[");
    }

    /** The same of a document in JSON, which stays the same document: only the old form can occur in its lines. */
    public static String defusedJson(String json) {
        return json.replace(OLD, "##\\u005b");
    }

    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
