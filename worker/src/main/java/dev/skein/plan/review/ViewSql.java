package dev.skein.plan.review;

import dev.skein.plan.schema.Field;
import dev.skein.plan.schema.ObjectKind;
import dev.skein.plan.schema.SchemaObject;
import dev.skein.plan.schema.Snapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** SQL that drops views, and makes them anew as they are, with all that belongs to them. */
final class ViewSql {
    private final Snapshot snapshot;

    ViewSql(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /** @param views in an order in which they can be dropped */
    String around(List<SchemaObject> views, String statement) {
        List<String> lines = new ArrayList<>();
        views.forEach(view -> lines.add("DROP " + kind(view) + " " + view.id().name() + ";"));
        lines.add(statement.strip() + ";");
        List<SchemaObject> back = new ArrayList<>(views);
        Collections.reverse(back);
        back.forEach(view -> made(view).forEach(lines::add));
        return String.join("\n", lines);
    }

    private Stream<String> made(SchemaObject view) {
        String name = view.id().name();
        String options = view.text(Field.OPTIONS);
        String create = "CREATE " + kind(view) + " " + name + (options.isEmpty() ? "" : " WITH (" + options + ")")
                + " AS\n" + ended(view.text(Field.DEFINITION));
        Stream<String> parts = Stream.of(ObjectKind.INDEX, ObjectKind.TRIGGER, ObjectKind.RULE)
                .flatMap(kind -> snapshot.of(name, kind).stream())
                .map(part -> ended(part.text(Field.DEFINITION)));
        return Stream.of(Stream.of(create), parts, grants(view), comment(view)).flatMap(lines -> lines);
    }

    /** Of a text such as {@code app: SELECT, UPDATE WITH GRANT OPTION; PUBLIC: SELECT}. */
    private static Stream<String> grants(SchemaObject view) {
        return Arrays.stream(view.text(Field.GRANTS).split("; "))
                .filter(grant -> grant.contains(": ") && !grant.startsWith("OWNER: ") && !grant.contains(" to "))
                .flatMap(grant -> {
                    int colon = grant.lastIndexOf(": ");
                    return Arrays.stream(grant.substring(colon + 2).split(", "))
                            .map(right -> grant(right, view.id().name(), grant.substring(0, colon)));
                });
    }

    private static String grant(String right, String view, String role) {
        String option = " WITH GRANT OPTION";
        boolean passed = right.endsWith(option);
        String plain = passed ? right.substring(0, right.length() - option.length()) : right;
        return "GRANT " + plain + " ON " + view + " TO " + role + (passed ? option : "") + ";";
    }

    private static Stream<String> comment(SchemaObject view) {
        String comment = view.text(Field.COMMENT);
        return comment.isEmpty()
                ? Stream.of()
                : Stream.of("COMMENT ON " + kind(view) + " " + view.id().name() + " IS '" + comment.replace("'", "''")
                        + "';");
    }

    private static String kind(SchemaObject view) {
        return view.id().kind() == ObjectKind.MATERIALIZED_VIEW ? "MATERIALIZED VIEW" : "VIEW";
    }

    private static String ended(String sql) {
        String stripped = sql.strip();
        return stripped.endsWith(";") ? stripped : stripped + ";";
    }
}
