package dev.skein.plan.review;

import dev.skein.plan.hazard.Decision;
import dev.skein.plan.hazard.Hazard;
import dev.skein.plan.hazard.HazardCode;
import dev.skein.plan.hazard.Severity;
import dev.skein.plan.sql.AlterAction;
import dev.skein.plan.trace.LockMode;
import dev.skein.plan.trace.Touch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the statements of one migration do to each other: a lock is held until their transaction ends. */
final class Transactions {
    private static final int MANY = 5;

    private final Scene scene;

    private Transactions(Scene scene) {
        this.scene = scene;
    }

    static Stream<Hazard> find(Scene scene) {
        Transactions rules = new Transactions(scene);
        Map<String, List<Step>> migrations = scene.steps().stream()
                .collect(Collectors.groupingBy(
                        step -> step.statement().file(), LinkedHashMap::new, Collectors.toList()));
        return migrations.values().stream().flatMap(rules::migration);
    }

    private Stream<Hazard> migration(List<Step> steps) {
        List<Step> together = steps.stream().filter(Step::inTransaction).toList();
        List<Step> alone = steps.stream().filter(step -> !step.inTransaction()).toList();
        return Stream.of(many(together), outlasting(together), mixed(alone)).flatMap(hazards -> hazards);
    }

    private Stream<Hazard> many(List<Step> steps) {
        Map<String, Step> locked = new TreeMap<>();
        steps.forEach(step ->
                step.under(LockMode.ACCESS_EXCLUSIVE).forEach(touch -> locked.putIfAbsent(touch.relation(), step)));
        if (locked.size() <= MANY) {
            return Stream.of();
        }
        List<String> names = List.copyOf(locked.keySet());
        return Stream.of(new Hazard(
                HazardCode.LOCKS_MANY_TABLES,
                Severity.WARNING,
                Decision.ALLOW,
                steps.get(0).statement().file(),
                steps.get(0).statement(),
                names.size() + " tables are under ACCESS EXCLUSIVE together until the migration ends ("
                        + Amounts.names(names)
                        + "): each waits for its own users while those that are locked already wait for it, and two such"
                        + " orders make a deadlock.",
                "-- one migration for each few tables, so that each has a transaction of its own"));
    }

    private Stream<Hazard> outlasting(List<Step> steps) {
        Map<String, Touch> held = new TreeMap<>();
        List<Hazard> hazards = new ArrayList<>();
        for (Step step : steps) {
            works(step).forEach(table -> whileHeld(step, table, held).forEach(hazards::add));
            step.under(LockMode.SHARE_ROW_EXCLUSIVE)
                    .forEach(touch -> held.merge(touch.relation(), touch, (one, other) -> stronger(one, other)));
        }
        return hazards.stream();
    }

    /** The tables that a statement works through. */
    private static Stream<String> works(Step step) {
        Stream<String> touched = step.touches().stream()
                .filter(touch -> touch.rewritten() || touch.scanned() || touch.indexBuilt())
                .map(Touch::relation);
        boolean subject = (step.shape().writesRows() && !step.is("TRUNCATE") && !Backfills.isNarrow(step))
                || step.actions(AlterAction.Kind.VALIDATE_CONSTRAINT).findAny().isPresent();
        return Stream.concat(touched, subject ? Stream.of(step.subject()) : Stream.of())
                .filter(relation -> !relation.isEmpty())
                .distinct();
    }

    private Stream<Hazard> whileHeld(Step step, String table, Map<String, Touch> held) {
        Weight weight = scene.tables().weight(table);
        boolean itself = step.shape().isDdl()
                && step.actions(AlterAction.Kind.VALIDATE_CONSTRAINT).findAny().isEmpty();
        List<Touch> others = held.values().stream()
                .filter(touch -> !(itself && touch.relation().equals(table)))
                .toList();
        if (others.isEmpty() || weight.compareTo(Weight.NOTICEABLE) < 0) {
            return Stream.of();
        }
        String locked = Amounts.names(others.stream()
                .map(touch -> touch.relation() + " (" + Locks.waits(touch.mode()) + ")")
                .toList());
        return Stream.of(new Hazard(
                HazardCode.LONG_LOCK_AFTER_DDL,
                weight.severity(),
                weight.decision(),
                table,
                step.statement(),
                "The statement works through all rows (" + scene.tables().size(table)
                        + "), and all the while these stay locked by statements before it in its transaction: " + locked
                        + ".",
                "-- put this statement into a migration of its own, after the one that locks:\n"
                        + step.statement().text() + ";"));
    }

    private static Touch stronger(Touch one, Touch other) {
        return one.mode().compareTo(other.mode()) >= 0 ? one : other;
    }

    private static Stream<Hazard> mixed(List<Step> alone) {
        return alone.size() < 2
                ? Stream.of()
                : Stream.of(new Hazard(
                        HazardCode.MIXES_TRANSACTIONAL_AND_NOT,
                        Severity.WARNING,
                        Decision.ALLOW,
                        alone.get(0).statement().file(),
                        alone.get(0).statement(),
                        "The migration runs outside of a transaction, and has " + alone.size()
                                + " statements: when one of them fails, those before it stay, and nothing takes them back.",
                        "-- one migration for each statement that cannot run in a transaction, the rest in another"));
    }
}
