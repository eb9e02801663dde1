package dev.skein.plan.schema;

/**
 * What tells an object from all others of its database.
 *
 * @param relation the qualified name of the table, view or domain that it belongs to, quoted where SQL needs it; empty
 *     text for what belongs to none
 * @param name quoted where SQL needs it: qualified for what stands by itself, with its argument types for a function
 */
public record ObjectId(ObjectKind kind, String relation, String name) implements Comparable<ObjectId> {
    /** The name for people: {@code public.customer.email} for a column, {@code public.customer} for a table. */
    public String path() {
        return relation.isEmpty() ? name : relation + "." + name;
    }

    @Override
    public int compareTo(ObjectId other) {
        int byKind = kind.compareTo(other.kind);
        return byKind != 0 ? byKind : path().compareTo(other.path());
    }
}
