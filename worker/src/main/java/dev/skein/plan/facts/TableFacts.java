package dev.skein.plan.facts;

/**
 * How big a table is on the target.
 *
 * @param bytes of the table itself with its TOAST data; a partitioned table's are those of its partitions together
 * @param totalBytes with its indexes
 * @param rows as the planner estimates them; -1 where the table was never analysed
 */
public record TableFacts(long bytes, long totalBytes, long rows) {}
