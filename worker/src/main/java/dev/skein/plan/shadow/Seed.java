package dev.skein.plan.shadow;

import java.util.List;

/**
 * The tables whose rows go into the scratch database.
 *
 * @param tables as SQL names them, in the order in which they are copied: a table comes after those that it refers to
 * @param limit the largest size of one table, in bytes; a larger one is not copied
 */
public record Seed(List<String> tables, long limit) {
    /** 10 MiB for each table. */
    public static final long LIMIT = 10L << 20;

    /** No rows at all. */
    public static final Seed NONE = new Seed(List.of(), LIMIT);

    /** Copies the tables. */
    public Seed {
        tables = List.copyOf(tables);
        if (limit < 0) {
            throw new IllegalArgumentException("the limit is below 0");
        }
    }
}
