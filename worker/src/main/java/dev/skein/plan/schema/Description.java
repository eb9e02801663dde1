package dev.skein.plan.schema;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Says in near-SQL what an object was before and is afterwards. An added or removed table comes with its columns and
 * constraints; what SQL says in a statement of its own, such as a comment, follows as a line that begins with {@code --}.
 * The text is for people: it is not meant to be executed.
 */
public final class Description {
    private final SchemaDiff diff;

    /** @param diff the one whose changes are described */
    public Description(SchemaDiff diff) {
        this.diff = diff;
    }

    /** The object as it was; empty text for an added one. */
    public String before(Change change) {
        return change.action() == Change.Action.ADDED
                ? ""
                : text(new Definition(change.was(), change.before()), Change.Action.REMOVED, change);
    }

    /** The object as it is afterwards; empty text for a removed one. */
    public String after(Change change) {
        return change.action() == Change.Action.REMOVED
                ? ""
                : text(new Definition(change.id(), change.after()), Change.Action.ADDED, change);
    }

    private String text(Definition definition, Change.Action whole, Change change) {
        List<String> parts = change.action() == whole ? parts(change) : List.of();
        return Wording.of(definition, parts);
    }

    private List<String> parts(Change table) {
        return Stream.of(ObjectKind.COLUMN, ObjectKind.CONSTRAINT)
                .flatMap(diff::of)
                .filter(change -> change.action() == table.action())
                .filter(change -> change.id().relation().equals(table.id().name()))
                .map(change -> Wording.line(part(change)))
                .collect(Collectors.toList());
    }

    private static Definition part(Change change) {
        return new Definition(change.id(), change.action() == Change.Action.ADDED ? change.after() : change.before());
    }
}
