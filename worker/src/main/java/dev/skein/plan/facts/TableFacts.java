package dev.skein.plan.facts;

/**
 * How big a table is on the target.
 *
 * @param bytes of the table itself with its TOAST data; a partitioned table's are those of its partitions together
 * @param totalBytes with its indexes
 * @param rows as the planner estimates them; -1 where the table was never analysed
 * @param content whether there are any rows, asked of the table itself
 */
public record TableFacts(long bytes, long totalBytes, long rows, Content content) {
    /** Whether it surely has no rows. */
    public boolean isEmpty() {
        return content == Content.EMPTY;
    }

    TableFacts with(Content asked) {
        return new TableFacts(bytes, totalBytes, rows, asked);
    }
}
