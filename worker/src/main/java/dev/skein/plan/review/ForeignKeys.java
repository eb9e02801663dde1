package dev.skein.plan.review;

import dev.skein.plan.hazard.Decision;
import dev.skein.plan.hazard.Hazard;
import dev.skein.plan.hazard.HazardCode;
import dev.skein.plan.hazard.Severity;
import dev.skein.plan.schema.Change;
import dev.skein.plan.schema.Field;
import dev.skein.plan.schema.ObjectKind;
import dev.skein.plan.schema.SchemaObject;
import dev.skein.plan.sql.AlterAction;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/** Foreign keys whose own columns no index leads with: each DELETE of the other table reads this one as a whole. */
final class ForeignKeys {
    private static final Set<String> WITH_AN_INDEX = Set.of("primary key", "unique");

    private final Scene scene;

    private ForeignKeys(Scene scene) {
        this.scene = scene;
    }

    static Stream<Hazard> find(Scene scene) {
        ForeignKeys rules = new ForeignKeys(scene);
        return scene.changes(Change.Action.ADDED, ObjectKind.CONSTRAINT)
                .filter(change -> change.after(Field.CONSTRAINT_TYPE).equals("foreign key"))
                .filter(change -> scene.tables().isRoot(change.id().relation()))
                .filter(change -> !rules.isIndexed(change))
                .map(rules::hazard);
    }

    private boolean isIndexed(Change key) {
        String table = key.id().relation();
        Set<String> columns = new HashSet<>(ColumnList.split(key.after(Field.COLUMNS)));
        Stream<SchemaObject> constraints = scene.after().of(table, ObjectKind.CONSTRAINT).stream()
                .filter(constraint -> WITH_AN_INDEX.contains(constraint.text(Field.CONSTRAINT_TYPE)));
        Stream<SchemaObject> indexes = scene.after().of(table, ObjectKind.INDEX).stream()
                .filter(index -> index.text(Field.VALID).isEmpty() && isUsable(index, columns));
        return Stream.concat(constraints, indexes)
                .map(index -> ColumnList.split(index.text(Field.COLUMNS)))
                .anyMatch(index -> index.size() >= columns.size()
                        && columns.equals(new HashSet<>(index.subList(0, columns.size()))));
    }

    /** Equality can be looked up in it, and it leaves no row out but those that refer to nothing. */
    private static boolean isUsable(SchemaObject index, Set<String> columns) {
        String method = index.text(Field.ACCESS_METHOD);
        String predicate = index.text(Field.EXPRESSION);
        boolean all = predicate.isEmpty()
                || columns.stream().anyMatch(column -> predicate.equals("(" + column + " IS NOT NULL)"));
        return all && (method.isEmpty() || method.equals("btree") || method.equals("hash"));
    }

    private Hazard hazard(Change key) {
        String table = key.id().relation();
        String earlier = scene.tables().earlier(table);
        boolean existed = scene.tables().stays(table);
        String parent = key.after(Field.REFERENCES);
        return new Hazard(
                HazardCode.FOREIGN_KEY_WITHOUT_INDEX,
                existed ? scene.tables().weight(earlier).ofMoment() : Severity.NOTE,
                Decision.ALLOW,
                key.id().path(),
                scene.statement(earlier, action -> action.kind() == AlterAction.Kind.ADD_FOREIGN_KEY)
                        .orElse(null),
                "No index of " + table + " begins with " + key.after(Field.COLUMNS) + ": each DELETE from " + parent
                        + ", and each UPDATE of its key, reads all of it ("
                        + (existed ? scene.tables().size(earlier) : table + " is new") + ").",
                safe(table, key.after(Field.COLUMNS), existed));
    }

    private static String safe(String table, String columns, boolean existed) {
        return existed
                ? "-- in a migration of its own: it cannot run in a transaction\nCREATE INDEX CONCURRENTLY ON " + table
                        + " (" + columns + ");"
                : "CREATE INDEX ON " + table + " (" + columns + ");";
    }
}
