package dev.skein.plan.review;

import dev.skein.plan.probe.Probe;
import dev.skein.plan.schema.Change;
import dev.skein.plan.schema.Field;
import dev.skein.plan.schema.ObjectKind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** SQL that makes rows fit for what a bundle demands of them; {@code <value>} is left to those who know. */
final class Mending {
    private final Scene scene;
    private final Probe probe;

    Mending(Scene scene, Probe probe) {
        this.scene = scene;
        this.probe = probe;
    }

    String sql() {
        return switch (probe.kind()) {
            case NOT_NULL -> notNull();
            case UNIQUE -> unique();
            case CHECK -> check();
            case FOREIGN_KEY -> foreignKey();
            case EXCLUSION -> "-- then move or delete one row of each pair, in a statement before this one";
            case TYPE -> update("values that fit the new type", " WHERE <condition>");
            case ENUM -> update("a value that stays", " WHERE <condition>");
        };
    }

    private String notNull() {
        Optional<Change> added = demand(ObjectKind.COLUMN)
                .filter(change -> change.action() == Change.Action.ADDED)
                .findFirst();
        String fill = update("the value that is right", " WHERE " + probe.subject() + " IS NULL");
        return added.map(column -> """
                        -- instead: without NOT NULL first, filled, then with it
                        ALTER TABLE %1$s ADD COLUMN %2$s %3$s;
                        UPDATE %1$s SET %2$s = <value> WHERE %2$s IS NULL;
                        ALTER TABLE %1$s ALTER COLUMN %2$s SET NOT NULL;""".formatted(probe.relation(), probe.subject(), column.after(Field.TYPE)))
                .orElse(fill);
    }

    private String unique() {
        List<String> columns = demand(ObjectKind.CONSTRAINT, ObjectKind.INDEX)
                .findFirst()
                .map(change -> ColumnList.split(change.after(Field.COLUMNS)))
                .orElse(List.of());
        return columns.isEmpty()
                ? "-- then tell them apart, or keep one row of each group, in a statement before this one"
                : """
                -- then tell them apart, or keep one row of each group, in a statement before this one; this deletes the others
                DELETE FROM %1$s WHERE (tableoid, ctid) IN (
                  SELECT tableoid, ctid
                  FROM (SELECT tableoid, ctid, row_number() OVER (PARTITION BY %2$s ORDER BY tableoid, ctid) AS place
                        FROM %1$s%3$s) AS grouped
                  WHERE place > 1);""".formatted(probe.relation(), String.join(", ", columns), uniqueAmong(columns));
    }

    private String uniqueAmong(List<String> columns) {
        Change change =
                demand(ObjectKind.CONSTRAINT, ObjectKind.INDEX).findFirst().orElseThrow();
        Stream<String> predicate = change.id().kind() == ObjectKind.INDEX
                ? Stream.of(change.after(Field.EXPRESSION)).filter(text -> !text.isEmpty())
                : Stream.of();
        Stream<String> known = change.after(Field.NULLS_NOT_DISTINCT).isEmpty()
                ? columns.stream().map(column -> column + " IS NOT NULL")
                : Stream.of();
        String conditions = Stream.concat(predicate, known).collect(Collectors.joining(" AND "));
        return conditions.isEmpty() ? "" : " WHERE " + conditions;
    }

    private String check() {
        String expression = demand(ObjectKind.CONSTRAINT)
                .map(change -> change.after(Field.EXPRESSION))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("<condition>");
        return """
                -- then, in a statement before this one
                UPDATE %s SET <column> = <value> WHERE NOT (%s);
                %s""".formatted(probe.relation(), expression, notValid());
    }

    private String foreignKey() {
        return demand(ObjectKind.CONSTRAINT).findFirst().map(this::orphans).orElse(notValid());
    }

    private String orphans(Change key) {
        List<String> columns = ColumnList.split(key.after(Field.COLUMNS));
        List<String> referred = ColumnList.split(key.after(Field.REFERENCED_COLUMNS));
        String known = columns.stream()
                .map(column -> "child." + column + " IS NOT NULL")
                .collect(Collectors.joining(" AND "));
        String same = Stream.iterate(0, i -> i < Math.min(columns.size(), referred.size()), i -> i + 1)
                .map(i -> "parent." + referred.get(i) + " = child." + columns.get(i))
                .collect(Collectors.joining(" AND "));
        return """
                -- then add what they refer to, or let them refer to nothing, in a statement before this one; this deletes them
                DELETE FROM %s AS child WHERE %s
                  AND NOT EXISTS (SELECT FROM %s AS parent WHERE %s);
                %s""".formatted(probe.relation(), known, key.after(Field.REFERENCES), same, notValid());
    }

    private String notValid() {
        return "-- or add the constraint as NOT VALID: it binds new rows now, and is validated when the old ones are mended";
    }

    private String update(String what, String where) {
        return "-- then put in " + what + ", in a statement before this one\nUPDATE " + probe.relation() + " SET "
                + probe.subject() + " = <value>" + where + ";";
    }

    private Stream<Change> demand(ObjectKind... kinds) {
        return scene.diff().changes().stream()
                .filter(change -> List.of(kinds).contains(change.id().kind()))
                .filter(change -> change.action() != Change.Action.REMOVED)
                .filter(change -> scene.tables().earlier(change.id().relation()).equals(probe.relation()))
                .filter(change -> change.id().name().equals(probe.subject()));
    }
}
