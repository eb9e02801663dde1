package dev.skein.plan.facts;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What matters of the target as it is now.
 *
 * @param serverVersion as {@code server_version_num}, such as 170011
 * @param bypassesRowSecurity whether the migrating role is a superuser or has BYPASSRLS
 * @param tables by qualified name; only those that were asked for and exist
 * @param keys the sequences behind integer keys of those tables
 * @param invalid INVALID indexes and unvalidated constraints of those tables, as {@code table: name}
 * @param foreign those of the relations that were asked for, and partitions of them, that others own
 */
public record TargetFacts(
        int serverVersion,
        boolean bypassesRowSecurity,
        Map<String, TableFacts> tables,
        List<KeyUse> keys,
        List<LongTransaction> longTransactions,
        List<Replica> replicas,
        List<String> invalid,
        List<Foreign> foreign) {
    /** Nothing is known. */
    public static final TargetFacts NONE =
            new TargetFacts(0, false, Map.of(), List.of(), List.of(), List.of(), List.of(), List.of());

    /** Copies the lists. */
    public TargetFacts {
        tables = Map.copyOf(tables);
        keys = List.copyOf(keys);
        longTransactions = List.copyOf(longTransactions);
        replicas = List.copyOf(replicas);
        invalid = List.copyOf(invalid);
        foreign = List.copyOf(foreign);
    }

    /**
     * How far a sequence has used up the column that it feeds.
     *
     * @param column qualified, such as {@code public.orders.id}
     * @param largest the largest value that column and sequence allow
     */
    public record KeyUse(String relation, String column, long used, long largest) {}

    /**
     * A transaction that has been open for long.
     *
     * @param application its application_name; empty text where this role may not see it
     * @param relations those of the tables asked for that it holds locks on
     */
    public record LongTransaction(int pid, String application, String state, Duration age, List<String> relations) {
        /** Copies the relations. */
        public LongTransaction {
            relations = List.copyOf(relations);
        }
    }

    /** A physical replica and how far its replay is behind. */
    public record Replica(String name, Duration lag, long bytes) {}

    /**
     * A relation that the migrating role does not own, nor is it a member of the owner.
     *
     * @param asked the table that it is a partition of; itself where it is none
     * @param part its own qualified name
     * @param owner the role's name, without quotes
     * @param inOwnSchema whether the migrating role owns the schema, and so may drop it
     */
    public record Foreign(String asked, String part, String owner, boolean inOwnSchema) {}
}
