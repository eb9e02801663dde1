package dev.skein.plan.schema;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which schemas, relations and types have other names than before, so that what only mentions them is not a change. */
final class Renames {
    private static final Set<ObjectKind> MENTIONED = Set.of(
            ObjectKind.TABLE,
            ObjectKind.FOREIGN_TABLE,
            ObjectKind.VIEW,
            ObjectKind.MATERIALIZED_VIEW,
            ObjectKind.SEQUENCE,
            ObjectKind.ENUM,
            ObjectKind.DOMAIN,
            ObjectKind.COMPOSITE,
            ObjectKind.RANGE);

    private static final Set<ObjectKind> ROUTINES =
            Set.of(ObjectKind.FUNCTION, ObjectKind.PROCEDURE, ObjectKind.AGGREGATE);

    /** A qualified name, of which each part may be quoted, and what follows. */
    private static final Pattern ROUTINE = Pattern.compile(
            "((?:\"(?:[^\"]|\"\")*+\"|[^\".(]*+)\\.(?:\"(?:[^\"]|\"\")*+\"|[^\".(]*+))\\(.*", Pattern.DOTALL);

    private final Map<String, String> schemas = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();
    private final Pattern mention;

    /** @param pairs of the same objects before and afterwards */
    Renames(List<Pair> pairs) {
        pairs.forEach(pair -> add(pair.before().id(), pair.after().id()));
        mention = mention();
    }

    private void add(ObjectId was, ObjectId now) {
        if (was.name().equals(now.name())) {
            return;
        }
        if (was.kind() == ObjectKind.SCHEMA) {
            schemas.put(was.name(), now.name());
        } else if (MENTIONED.contains(was.kind())) {
            names.put(was.name(), now.name());
        } else if (ROUTINES.contains(was.kind())) {
            // A routine's definition begins with its own name.
            names.put(withoutArguments(was), withoutArguments(now));
        }
    }

    private static String withoutArguments(ObjectId routine) {
        return ROUTINE.matcher(routine.name()).replaceFirst("$1");
    }

    /** The same object before and afterwards. */
    record Pair(SchemaObject before, SchemaObject after) {}

    /** The name that an object has when only what it belongs to was renamed. */
    ObjectId expected(ObjectId was) {
        if (was.kind() == ObjectKind.SCHEMA) {
            return was;
        }
        if (ROUTINES.contains(was.kind())) {
            return new ObjectId(was.kind(), "", routine(was));
        }
        return was.relation().isEmpty()
                ? new ObjectId(was.kind(), "", inSchema(was.name()))
                : new ObjectId(was.kind(), names.getOrDefault(was.relation(), was.relation()), was.name());
    }

    /** A definition with the new names in place of the old. */
    String text(String before) {
        return names.isEmpty() ? before : mention.matcher(before).replaceAll(this::replacement);
    }

    private String replacement(MatchResult found) {
        return Matcher.quoteReplacement(names.getOrDefault(found.group(), found.group()));
    }

    /** Its own name as it was, its arguments' types by their new names. */
    private String routine(ObjectId was) {
        String name = withoutArguments(was);
        return inSchema(name) + text(was.name().substring(name.length()));
    }

    private String inSchema(String name) {
        for (Map.Entry<String, String> schema : schemas.entrySet()) {
            if (name.startsWith(schema.getKey() + ".")) {
                return schema.getValue() + name.substring(schema.getKey().length());
            }
        }
        return name;
    }

    private Pattern mention() {
        String any = names.keySet().stream()
                .sorted(Comparator.comparing(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
        return Pattern.compile("(?<![\\w\".$])(?:" + any + ")(?![\\w\"$])", Pattern.UNICODE_CHARACTER_CLASS);
    }
}
