package dev.skein.plan.probe;

import dev.skein.plan.schema.SchemaDiff;
import dev.skein.plan.schema.Snapshot;
import dev.skein.plan.trace.TracedStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Asks the target's rows whether they satisfy what the bundle will demand of them.
 *
 * <p>It only reads: each question has a read-only transaction of its own, which is rolled back. The questions hold
 * expressions of the bundle, which the target evaluates; a bundle that the static pass stops must not come here.
 *
 * <p>BREAKS is said only where the rows are still those of today when the bundle demands it, and HOLDS too.
 */
public final class Probes {
    private final Witness witness;
    private final ProbeLimits limits;

    /** @param target in auto-commit mode, under the migrating role; left as it was */
    public Probes(Connection target, ProbeLimits limits) {
        this.witness = new Witness(target);
        this.limits = limits;
    }

    /**
     * Asks all that a bundle demands.
     *
     * @param diff what the bundle changes
     * @param before the target's definitions
     * @param trace the bundle's statements in order
     * @throws SQLException when the connection is lost
     */
    public List<Probe> run(SchemaDiff diff, Snapshot before, List<TracedStatement> trace) throws SQLException {
        long end = System.nanoTime() + limits.total().toNanos();
        List<Probe> probes = new ArrayList<>();
        for (Demand demand : demands(new Drafts(new Scene(diff, before, new Story(trace))))) {
            Duration left = Duration.ofNanos(end - System.nanoTime());
            Duration limit = left.compareTo(limits.each()) < 0 ? left : limits.each();
            probes.add(
                    limit.toMillis() <= 0
                            ? new Interview(witness, demand, limits.total())
                                    .inconclusive("the time for all probes together was over")
                            : new Interview(witness, demand, limit).probe());
        }
        return probes;
    }

    private static List<Demand> demands(Drafts drafts) {
        return Stream.of(
                        new NotNullDemands(drafts).find(),
                        new KeyDemands(drafts).find(),
                        new CheckDemands(drafts).find(),
                        new ForeignKeyDemands(drafts).find(),
                        new ExclusionDemands(drafts).find(),
                        new TypeDemands(drafts).find(),
                        new ExpressionDemands(drafts).find(),
                        new PartitionDemands(drafts).find(),
                        new EnumDemands(drafts).find())
                .flatMap(found -> found)
                .toList();
    }
}
