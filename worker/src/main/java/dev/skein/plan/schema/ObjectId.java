package dev.skein.plan.schema;

import java.util.Comparator;

/**
 * What tells an object from all others of its database.
 *
 * @param relation the qualified name of the table, view or domain that it belongs to, quoted where SQL needs it; empty
 *     text for what belongs to none
 * @param name quoted where SQL needs it: qualified for what stands by itself, with its argument types for a function
 */
public record ObjectId(ObjectKind kind, String relation, String name) implements Comparable<ObjectId> {
    private static final Comparator<ObjectId> ORDER = Comparator.comparing(ObjectId::kind)
            .thenComparing(ObjectId::relation)
            .thenComparing(ObjectId::name);

    /** The name for people: {@code public.customer.email} for a column, {@code public.customer} for a table. */
    public String path() {
        return relation.isEmpty() ? name : relation + "." + name;
    }

    @Override
    public int compareTo(ObjectId other) {
        return ORDER.compare(this, other);
    }
}
