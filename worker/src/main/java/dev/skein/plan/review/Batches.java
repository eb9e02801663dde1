package dev.skein.plan.review;

/** SQL that writes many rows a few at a time. */
final class Batches {
    private Batches() {}

    /** An UPDATE of at most 10,000 rows, to be run until it finds none. */
    static String sql(String relation, String assignment, String condition) {
        return """
                -- again and again, each time committed, until it changes no row: from the application or a job, not here
                UPDATE %1$s SET %2$s WHERE (tableoid, ctid) IN (
                  SELECT tableoid, ctid FROM %1$s WHERE %3$s LIMIT 10000);""".formatted(relation, assignment, condition);
    }
}
