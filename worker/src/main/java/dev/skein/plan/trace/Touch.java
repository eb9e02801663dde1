package dev.skein.plan.trace;

/**
 * What a statement does to a table that existed before the bundle.
 *
 * @param relation its qualified name before the bundle, quoted where SQL needs it
 * @param mode the strongest lock that the transaction holds on it after the statement
 * @param acquired whether this statement took the lock, or made it stronger
 * @param rewritten whether the table's data was written anew
 * @param scanned whether the whole table was read
 * @param indexBuilt whether an index on it was built or rebuilt
 */
public record Touch(
        String relation, LockMode mode, boolean acquired, boolean rewritten, boolean scanned, boolean indexBuilt) {}
