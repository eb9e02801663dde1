package dev.skein.plan.review;

import dev.skein.plan.facts.Bytes;
import dev.skein.plan.facts.TargetFacts.KeyUse;
import dev.skein.plan.facts.TargetFacts.LongTransaction;
import dev.skein.plan.facts.TargetFacts.Replica;
import dev.skein.plan.hazard.Decision;
import dev.skein.plan.hazard.Hazard;
import dev.skein.plan.hazard.HazardCode;
import dev.skein.plan.hazard.Severity;
import dev.skein.plan.sql.Names;
import dev.skein.plan.trace.LockMode;
import dev.skein.plan.trace.Touch;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is going on at the target, as far as the bundle meets it. */
final class Surroundings {
    private static final Duration FAR = Duration.ofSeconds(30);
    private static final long FAR_BYTES = 256L << 20;

    private final Scene scene;

    private Surroundings(Scene scene) {
        this.scene = scene;
    }

    static Stream<Hazard> find(Scene scene) {
        Surroundings rules = new Surroundings(scene);
        return Stream.of(
                        scene.facts().longTransactions().stream().flatMap(rules::waits),
                        scene.facts().replicas().stream().flatMap(rules::replica),
                        scene.facts().keys().stream().flatMap(rules::key))
                .flatMap(hazards -> hazards);
    }

    private Stream<Hazard> waits(LongTransaction transaction) {
        Stream<Hazard> locks = transaction.relations().stream()
                .flatMap(relation -> scene.steps().stream()
                        .filter(step -> step.touch(relation)
                                .filter(Surroundings::mayWait)
                                .isPresent())
                        .limit(1)
                        .map(step -> waits(transaction, step, relation)));
        Stream<Hazard> concurrent = scene.steps().stream()
                .filter(step -> step.shape().concurrently() && !step.is("REFRESH MATERIALIZED VIEW"))
                .limit(1)
                .map(step -> waits(
                        transaction,
                        step,
                        step.subject().isEmpty() ? step.shape().object() : step.subject()));
        return Stream.concat(locks, concurrent);
    }

    private static boolean mayWait(Touch touch) {
        return touch.acquired() && touch.mode().compareTo(LockMode.SHARE_UPDATE_EXCLUSIVE) >= 0;
    }

    private Hazard waits(LongTransaction transaction, Step step, String relation) {
        String why = step.shape().concurrently()
                ? "CONCURRENTLY waits for every transaction that began before it, whatever it does: "
                        + Tables.name(transaction) + "."
                : Tables.name(transaction) + " holds a lock on " + relation + ", and the statement needs "
                        + step.touch(relation)
                                .map(touch -> Locks.waits(touch.mode()))
                                .orElse("a lock")
                        + ". Where the two exclude each other it waits, and all who come later queue behind it.";
        String safe = transaction.pid() == 0
                ? "-- a prepared transaction stays until somebody ends it\nSELECT gid, owner, prepared FROM pg_prepared_xacts;"
                : "-- what it is; then wait for it, or have its owner end it\nSELECT pid, usename, application_name, state,"
                        + " xact_start, query FROM pg_stat_activity WHERE pid = " + transaction.pid() + ";";
        return new Hazard(
                HazardCode.WAITS_FOR_LONG_TRANSACTION,
                Severity.WARNING,
                Decision.ALLOW,
                relation,
                step.statement(),
                why,
                safe);
    }

    private Stream<Hazard> replica(Replica replica) {
        Optional<Step> heavy = scene.steps().stream().filter(this::isHeavy).findFirst();
        boolean far = replica.lag().compareTo(FAR) > 0 || replica.bytes() > FAR_BYTES;
        return far
                ? heavy.stream()
                        .map(
                                step -> new Hazard(
                                        HazardCode.REPLICA_FAR_BEHIND,
                                        Severity.WARNING,
                                        Decision.ALLOW,
                                        replica.name(),
                                        step.statement(),
                                        "The replica " + replica.name() + " is " + Amounts.time(replica.lag()) + " and "
                                                + Bytes.words(replica.bytes())
                                                + " behind. What the bundle writes comes on top, and the locks that it takes are taken there too.",
                                        "-- wait until it has caught up\nSELECT application_name, replay_lag,"
                                                + " pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn) FROM pg_stat_replication;"))
                : Stream.of();
    }

    private boolean isHeavy(Step step) {
        boolean works = step.touches().stream()
                .filter(touch -> touch.rewritten() || touch.indexBuilt())
                .anyMatch(touch -> isNoticeable(touch.relation()));
        return works || (step.shape().writesRows() && !step.subject().isEmpty() && isNoticeable(step.subject()));
    }

    private boolean isNoticeable(String relation) {
        return scene.tables().weight(relation).compareTo(Weight.NOTICEABLE) >= 0;
    }

    private Stream<Hazard> key(KeyUse key) {
        boolean half = key.largest() > 0 && key.used() > key.largest() / 2;
        boolean late = key.used() > key.largest() / 5 * 4;
        List<String> parts = Names.parts(key.column());
        String column = Names.quote(parts.get(parts.size() - 1));
        return half
                ? Stream.of(new Hazard(
                        HazardCode.INTEGER_KEY_RUNS_OUT,
                        late ? Severity.WARNING : Severity.NOTE,
                        Decision.ALLOW,
                        key.column(),
                        null,
                        key.column() + " has used " + Amounts.percent(key.used(), key.largest()) + " of its numbers ("
                                + Amounts.count(key.used()) + " of " + Amounts.count(key.largest())
                                + "). After the last one every INSERT fails.",
                        widened(key.relation(), column)))
                : Stream.of();
    }

    private static String widened(String relation, String column) {
        String wide = NewName.local(column, "_bigint");
        return """
                -- a second column, kept in step by a trigger, filled in batches, then swapped
                ALTER TABLE %1$s ADD COLUMN %2$s bigint NOT NULL DEFAULT 0;
                %3$s
                -- in migrations of their own: CREATE UNIQUE INDEX CONCURRENTLY on it, then swap names and primary key;
                -- the sequence and the columns that refer to it become bigint too""".formatted(relation, wide, Batches.sql(relation, wide + " = " + column, wide + " <> " + column));
    }
}
