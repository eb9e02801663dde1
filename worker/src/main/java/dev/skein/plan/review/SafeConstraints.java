package dev.skein.plan.review;

import dev.skein.plan.schema.Change;
import dev.skein.plan.schema.Field;
import dev.skein.plan.schema.ObjectKind;
import dev.skein.plan.sql.AlterAction;
import dev.skein.plan.sql.Names;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SQL that adds a constraint while others go on reading and writing.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-altertable.html">ALTER TABLE</a>
 */
final class SafeConstraints {
    static final String ATTACH = """
            -- before: a check that says the same as the partition's bounds makes the scan unnecessary
            ALTER TABLE <partition> ADD CONSTRAINT <name> CHECK (<bounds>) NOT VALID;
            -- in a later migration
            ALTER TABLE <partition> VALIDATE CONSTRAINT <name>;
            -- then ATTACH PARTITION, and drop the check; a DEFAULT partition is read unless a check excludes the bounds""";

    private static final String LATER = "-- in a later migration, so that it has a transaction of its own";

    private static final Map<AlterAction.Kind, String> TYPES = Map.of(
            AlterAction.Kind.ADD_CHECK, "check",
            AlterAction.Kind.ADD_FOREIGN_KEY, "foreign key",
            AlterAction.Kind.ADD_UNIQUE, "unique",
            AlterAction.Kind.ADD_PRIMARY_KEY, "primary key");

    private static final Pattern UNIQUE = Pattern.compile(
            "(UNIQUE|PRIMARY KEY)( NULLS NOT DISTINCT)? (\\(.*?\\)(?: INCLUDE \\(.*\\))?)( DEFERRABLE.*)?");

    private final Scene scene;

    SafeConstraints(Scene scene) {
        this.scene = scene;
    }

    String notNull(String relation, String column) {
        String constraint = NewName.local(Names.quote(column), "_not_null");
        String name = Names.quote(column);
        return scene.facts().serverVersion() >= 180_000
                ? """
                ALTER TABLE %1$s ADD CONSTRAINT %2$s NOT NULL %3$s NOT VALID;
                %4$s
                ALTER TABLE %1$s VALIDATE CONSTRAINT %2$s;""".formatted(relation, constraint, name, LATER)
                : """
                ALTER TABLE %1$s ADD CONSTRAINT %2$s CHECK (%3$s IS NOT NULL) NOT VALID;
                %4$s
                ALTER TABLE %1$s VALIDATE CONSTRAINT %2$s;
                -- then, in one more migration: the check tells PostgreSQL that it need not look
                ALTER TABLE %1$s ALTER COLUMN %3$s SET NOT NULL;
                ALTER TABLE %1$s DROP CONSTRAINT %2$s;""".formatted(relation, constraint, name, LATER);
    }

    String notValid(String relation, AlterAction action) {
        if (action.kind() == AlterAction.Kind.ADD_FOREIGN_KEY
                && scene.tables().isPartitioned(relation)
                && scene.facts().serverVersion() < 180_000) {
            return "-- a foreign key of a partitioned table knows no NOT VALID here: add it to each partition as NOT VALID,"
                    + " validate those, then add it to the table";
        }
        return added(relation, action)
                .map(change -> """
                        ALTER TABLE %1$s ADD CONSTRAINT %2$s %3$s NOT VALID;
                        %4$s
                        ALTER TABLE %1$s VALIDATE CONSTRAINT %2$s;""".formatted(relation, change.id().name(), change.after(Field.DEFINITION), LATER))
                .orElse("ALTER TABLE " + relation + " " + action.text() + " NOT VALID;\n" + LATER
                        + ": VALIDATE CONSTRAINT");
    }

    String unique(String relation, AlterAction action) {
        if (scene.tables().isPartitioned(relation)) {
            return "-- a partitioned table knows no other form: build the same unique index CONCURRENTLY on each partition"
                    + " first, which it then takes over instead of building its own";
        }
        return added(relation, action)
                .map(change -> UNIQUE.matcher(change.after(Field.DEFINITION)))
                .filter(Matcher::matches)
                .map(definition -> usingIndex(relation, added(relation, action).orElseThrow(), definition))
                .orElse(
                        "-- first CREATE UNIQUE INDEX CONCURRENTLY in a migration of its own, then ADD CONSTRAINT … USING INDEX");
    }

    /** The table that a foreign key refers to. */
    Optional<String> referred(String relation, AlterAction action) {
        return added(relation, action).map(change -> change.after(Field.REFERENCES));
    }

    private static String usingIndex(String relation, Change change, Matcher definition) {
        String nulls = Optional.ofNullable(definition.group(2)).orElse("");
        String deferrable = Optional.ofNullable(definition.group(4)).orElse("");
        return """
                -- in a migration of its own: it cannot run in a transaction
                CREATE UNIQUE INDEX CONCURRENTLY %1$s ON %2$s %3$s%4$s;
                -- then, in a later migration
                ALTER TABLE %2$s ADD CONSTRAINT %1$s %5$s USING INDEX %1$s%6$s;""".formatted(change.id().name(), relation, definition.group(3), nulls, definition.group(1), deferrable);
    }

    /** The constraint that an action has added: by its name, or by its columns where the action names none. */
    private Optional<Change> added(String relation, AlterAction action) {
        List<String> columns = action.columns().stream().map(Names::quote).toList();
        return scene.changes(Change.Action.ADDED, ObjectKind.CONSTRAINT)
                .filter(change -> scene.tables().earlier(change.id().relation()).equals(relation))
                .filter(change -> change.after(Field.CONSTRAINT_TYPE).equals(TYPES.get(action.kind())))
                .filter(change -> action.name().isEmpty()
                        ? columns.isEmpty()
                                || ColumnList.split(change.after(Field.COLUMNS)).equals(columns)
                        : change.id().name().equals(Names.quote(action.name())))
                .findFirst();
    }
}
