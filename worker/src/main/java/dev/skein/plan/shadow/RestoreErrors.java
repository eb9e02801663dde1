package dev.skein.plan.shadow;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The statements of a dump that psql could not carry out, out of what it wrote to its standard error. */
final class RestoreErrors {
    /** With VERBOSITY=verbose: place, severity (in the server's language), SQLSTATE, message. */
    private static final Pattern MESSAGE = Pattern.compile("psql:.*?:\\d+: [^ ]+:  ([0-9A-Z]{5}): (.*)");

    /** With --echo-errors, after an error and never after a notice. */
    private static final Pattern STATEMENT = Pattern.compile("psql:.*?:\\d+: STATEMENT:  (.*)");

    private static final Pattern OWNER = Pattern.compile("ALTER .* OWNER TO (.+);?");
    private static final Pattern EXTENSION =
            Pattern.compile("CREATE EXTENSION (?:IF NOT EXISTS )?(\"[^\"]+\"|[^ ;]+).*");

    /** What names a thing, before what may hold a password or the like. */
    private static final Pattern HEAD = Pattern.compile("^(.*?)(?: OPTIONS\\b| CONNECTION\\b|[('$]|;|$)");

    /** undefined_object: psql's word for a setting that an older server does not know. */
    private static final String UNKNOWN = "42704";

    private record Refused(String sqlState, String message, String statement) {}

    private final List<Refused> refused = new ArrayList<>();

    RestoreErrors(List<String> lines) {
        String sqlState = "";
        String message = "";
        for (String line : lines) {
            Matcher matcher = MESSAGE.matcher(line);
            if (matcher.matches()) {
                sqlState = matcher.group(1);
                message = matcher.group(2);
            }
            Matcher statement = STATEMENT.matcher(line);
            if (statement.matches()) {
                refused.add(new Refused(sqlState, message, statement.group(1).strip()));
            }
        }
    }

    /** Says in people's words what is not as on the target. */
    void tell(Remarks remarks) {
        Set<String> owners = new TreeSet<>();
        for (Refused one : refused) {
            Matcher owner = OWNER.matcher(one.statement);
            Matcher extension = EXTENSION.matcher(one.statement);
            if (owner.matches()) {
                owners.add(owner.group(1).replaceFirst(";$", ""));
            } else if (extension.matches()) {
                remarks.missing(
                        "extension " + extension.group(1) + ": " + one.message + " (SQLSTATE " + one.sqlState + ")");
            } else if (!isHarmless(one)) {
                remarks.missing(head(one.statement) + ": " + one.message + " (SQLSTATE " + one.sqlState + ")");
            }
        }
        if (!owners.isEmpty()) {
            remarks.note(
                    "Objects of " + String.join(", ", owners)
                            + " belong to another role in the scratch database: whether the migration role may change them is not tried.");
        }
    }

    /** A newer pg_dump sets what an older server does not know; and an extension's comment belongs to the extension. */
    private static boolean isHarmless(Refused one) {
        return (one.sqlState.equals(UNKNOWN) && one.statement.startsWith("SET "))
                || one.statement.startsWith("COMMENT ON EXTENSION ");
    }

    private static String head(String statement) {
        Matcher matcher = HEAD.matcher(statement);
        return matcher.find() ? matcher.group(1).strip() : "";
    }
}
