package dev.skein.plan.schema;

import dev.skein.plan.schema.Renames.Pair;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares two snapshots: pairs their objects first, then lists the pairs that differ and the objects without a pair. */
final class Comparison {
    /** One that takes the place of another of the same name is not the same: the rows, or the position, are gone. */
    private static final Set<ObjectKind> WITH_ROWS =
            Set.of(ObjectKind.TABLE, ObjectKind.FOREIGN_TABLE, ObjectKind.COLUMN, ObjectKind.SEQUENCE);

    private static final Comparator<Found> ORDER = Comparator.<Found, ObjectKind>comparing(
                    found -> found.change().id().kind())
            .thenComparing(found -> found.change().id().relation())
            .thenComparingInt(Found::position)
            .thenComparing(found -> found.change().id().name())
            .thenComparing(found -> found.change().action(), Comparator.reverseOrder());

    private final Map<ObjectId, SchemaObject> gone = new HashMap<>();
    private final Map<ObjectId, SchemaObject> come = new HashMap<>();
    private final List<Pair> pairs = new ArrayList<>();

    private Comparison(Snapshot before, Snapshot after) {
        gone.putAll(before.objects());
        come.putAll(after.objects());
    }

    /** A change, and the place of what it concerns among its siblings. */
    private record Found(Change change, int position) {}

    static List<Change> between(Snapshot before, Snapshot after) {
        Comparison comparison = new Comparison(before, after);
        comparison.pairByAddress();
        Renames renames = new Renames(comparison.pairs);
        comparison.pairByName(renames, comparison.replaced());
        return comparison.changes(renames);
    }

    static List<Change> byName(Snapshot one, Snapshot other) {
        Comparison comparison = new Comparison(one, other);
        Renames none = new Renames(List.of());
        for (ObjectId id : one.objects().keySet()) {
            comparison.pair(id, id);
        }
        return comparison.changes(none);
    }

    private void pairByAddress() {
        Map<SchemaObject.Address, ObjectId> now = new HashMap<>();
        come.values().forEach(object -> now.put(object.address(), object.id()));
        for (SchemaObject before : List.copyOf(gone.values())) {
            ObjectId id = now.get(before.address());
            if (id != null) {
                pair(before.id(), id);
            }
        }
    }

    /** Tables that were dropped and created anew under the same name. */
    private Set<String> replaced() {
        Set<String> replaced = new HashSet<>();
        for (ObjectId id : gone.keySet()) {
            if (id.kind() != ObjectKind.COLUMN && WITH_ROWS.contains(id.kind()) && come.containsKey(id)) {
                replaced.add(id.name());
            }
        }
        return replaced;
    }

    private void pairByName(Renames renames, Set<String> replaced) {
        for (ObjectId was : List.copyOf(gone.keySet())) {
            ObjectId id = renames.expected(was);
            if (!WITH_ROWS.contains(was.kind()) && !replaced.contains(was.relation())) {
                pair(was, id);
            }
        }
    }

    private void pair(ObjectId was, ObjectId id) {
        SchemaObject before = gone.get(was);
        SchemaObject after = come.get(id);
        if (before != null && after != null) {
            pairs.add(new Pair(before, after));
            gone.remove(was);
            come.remove(id);
        }
    }

    private List<Change> changes(Renames renames) {
        List<Found> found = new ArrayList<>();
        for (Pair pair : pairs) {
            SchemaObject before = pair.before();
            SchemaObject after = pair.after();
            if (!renames.expected(before.id()).equals(after.id())) {
                found.add(found(Change.Action.RENAMED, before, after));
            } else if (differ(before.fields(), after.fields(), renames)) {
                found.add(found(Change.Action.CHANGED, before, after));
            }
        }
        gone.values().forEach(object -> found.add(found(Change.Action.REMOVED, object, object)));
        come.values().forEach(object -> found.add(found(Change.Action.ADDED, object, object)));
        return found.stream().sorted(ORDER).map(Found::change).toList();
    }

    private static Found found(Change.Action action, SchemaObject before, SchemaObject after) {
        return new Found(
                new Change(
                        action,
                        after.id(),
                        before.id(),
                        action == Change.Action.ADDED ? Map.of() : before.fields(),
                        action == Change.Action.REMOVED ? Map.of() : after.fields()),
                after.address().part());
    }

    private static boolean differ(Map<Field, String> before, Map<Field, String> after, Renames renames) {
        if (before.equals(after)) {
            return false;
        }
        Map<Field, String> expected = new HashMap<>(before);
        expected.replaceAll((field, text) -> field == Field.COMMENT ? text : renames.text(text));
        return !expected.equals(after);
    }
}
