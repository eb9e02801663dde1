package dev.skein.plan.review;

import dev.skein.plan.schema.Field;
import dev.skein.plan.schema.ObjectKind;
import dev.skein.plan.schema.SchemaObject;
import dev.skein.plan.schema.Snapshot;
import dev.skein.plan.sql.Names;
import dev.skein.plan.sql.Token;
import dev.skein.plan.sql.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Views that use a column, and views that use those. It is read off their definitions, in which PostgreSQL qualifies
 * every relation; a view that names the table, and elsewhere another one's column of that name, is listed too.
 */
final class ViewDependents {
    private static final List<ObjectKind> VIEWS = List.of(ObjectKind.VIEW, ObjectKind.MATERIALIZED_VIEW);

    private final List<SchemaObject> views;
    private final Map<SchemaObject, List<Token>> tokens = new HashMap<>();

    ViewDependents(Snapshot snapshot) {
        views = snapshot.objects().values().stream()
                .filter(object -> VIEWS.contains(object.id().kind()))
                .toList();
        views.forEach(
                view -> tokens.put(view, Words.of(view.text(Field.DEFINITION)).tokens()));
    }

    /** In an order in which they can be dropped. */
    List<SchemaObject> of(String table, String column) {
        List<SchemaObject> found = new ArrayList<>();
        views.stream()
                .filter(view -> names(view, table) && namesPart(view, column))
                .forEach(view -> add(view, found));
        return found;
    }

    /** Those on top of it first. */
    private void add(SchemaObject view, List<SchemaObject> found) {
        if (found.contains(view)) {
            return;
        }
        views.stream()
                .filter(other -> !other.equals(view) && names(other, view.id().name()))
                .forEach(other -> add(other, found));
        found.add(view);
    }

    private boolean names(SchemaObject view, String relation) {
        List<String> parts = Names.parts(relation);
        List<Token> words = of(view);
        return Stream.iterate(0, i -> i + 2 < words.size(), i -> i + 1)
                .anyMatch(i -> is(words.get(i), parts.get(0))
                        && words.get(i + 1).is(".")
                        && is(words.get(i + 2), parts.get(parts.size() - 1)));
    }

    private boolean namesPart(SchemaObject view, String column) {
        return of(view).stream().anyMatch(token -> is(token, column));
    }

    private List<Token> of(SchemaObject view) {
        return tokens.getOrDefault(view, List.of());
    }

    private static boolean is(Token token, String name) {
        return token.isName() && token.value().equals(name);
    }
}
