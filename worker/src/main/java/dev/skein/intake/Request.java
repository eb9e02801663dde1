package dev.skein.intake;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Something that a person asks of the worker by an upload.
 *
 * @param target whom it concerns, or {@link #ALL}
 * @param verb what to do
 * @param id unique among the requests of a verb
 */
public record Request(String target, String verb, String id) {
    /** The prefix of all requests. */
    public static final String PREFIX = "requests/";

    /** In place of a target: every target. No target can be called so. */
    public static final String ALL = "_all";

    /** The verb that sends dead letters back. */
    public static final String REDRIVE = "redrive";

    /** The verb that lists dead letters. */
    public static final String DEAD_LETTERS = "dead-letters";

    /** The verb that has a plan go on. */
    public static final String APPROVE = "approve";

    /** The verb that ends a run. */
    public static final String CANCEL = "cancel";

    /** The verb that notes what became of a migration. */
    public static final String RESOLVE = "resolve";

    /** The verb that makes a plan. */
    public static final String PLAN = "plan";

    private static final Pattern FORM = Pattern.compile(
            PREFIX + "([a-z0-9][a-z0-9-]{0,62}|_all)/([a-z][a-z-]{0,30})/([0-9A-Za-z][0-9A-Za-z-]{0,99})\\.json");

    /** Reads a decoded S3 key; empty when it is no request's. */
    public static Optional<Request> parse(String key) {
        Matcher form = FORM.matcher(key);
        return form.matches()
                ? Optional.of(new Request(form.group(1), form.group(2), form.group(3)))
                : Optional.empty();
    }

    /** Whether it concerns every target. */
    public boolean isOfAll() {
        return target.equals(ALL);
    }

    /** The S3 key of the bundle that the request speaks of, beside it. */
    public String bundlePath() {
        return path().replaceAll("\\.json$", ".zip");
    }

    /** The S3 key. */
    public String path() {
        return PREFIX + target + "/" + verb + "/" + id + ".json";
    }
}
