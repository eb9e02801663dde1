package dev.skein.plan.review;

import dev.skein.plan.hazard.Hazard;
import dev.skein.plan.hazard.HazardCode;
import dev.skein.plan.sql.AlterAction;
import dev.skein.plan.trace.LockMode;
import dev.skein.plan.trace.Touch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Constraints that are checked against all rows while others wait. */
final class AtOnce {
    private final Locks locks;
    private final SafeConstraints safe;

    private AtOnce(Scene scene) {
        this.locks = new Locks(scene.tables());
        this.safe = new SafeConstraints(scene);
    }

    static Stream<Hazard> find(Scene scene) {
        AtOnce rules = new AtOnce(scene);
        return scene.steps().stream().flatMap(step -> rules.of(step).stream());
    }

    private List<Hazard> of(Step step) {
        List<Hazard> hazards = new ArrayList<>();
        step.onSubject().filter(touch -> !touch.rewritten()).ifPresent(touch -> {
            step.shape().actions().forEach(action -> named(step, touch, action).ifPresent(hazards::add));
        });
        boolean validates =
                step.actions(AlterAction.Kind.VALIDATE_CONSTRAINT).findAny().isPresent();
        if (hazards.isEmpty()
                && !validates
                && step.shape().isDdl()
                && !step.is("CREATE INDEX", "REINDEX TABLE", "REINDEX INDEX")) {
            step.under(LockMode.SHARE)
                    .filter(touch -> !touch.rewritten() && (touch.scanned() || touch.indexBuilt()))
                    .map(touch -> other(step, touch))
                    .forEach(hazards::add);
        }
        return hazards;
    }

    private Optional<Hazard> named(Step step, Touch touch, AlterAction action) {
        boolean notValid = action.has("NOT", "VALID");
        return switch (action.kind()) {
            case SET_NOT_NULL, ADD_NOT_NULL ->
                touch.scanned() && !notValid ? Optional.of(setsNotNull(step, touch, action)) : Optional.empty();
            case ADD_CHECK -> touch.scanned() && !notValid ? Optional.of(check(step, touch, action)) : Optional.empty();
            case ADD_FOREIGN_KEY -> notValid ? Optional.empty() : Optional.of(foreignKey(step, touch, action));
            case ADD_UNIQUE, ADD_PRIMARY_KEY ->
                touch.indexBuilt() && action.usingIndex().isEmpty()
                        ? Optional.of(unique(step, touch, action))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private Hazard setsNotNull(Step step, Touch touch, AlterAction action) {
        String column = action.kind() == AlterAction.Kind.SET_NOT_NULL
                ? action.name()
                : action.columns().stream().findFirst().orElse(action.name());
        return locks.whole(
                HazardCode.SETS_NOT_NULL_AT_ONCE,
                step,
                touch,
                "all rows are searched for NULL in " + column,
                safe.notNull(touch.relation(), column));
    }

    private Hazard check(Step step, Touch touch, AlterAction action) {
        return locks.whole(
                HazardCode.VALIDATES_CHECK_AT_ONCE,
                step,
                touch,
                "all rows are checked",
                safe.notValid(touch.relation(), action));
    }

    private Hazard foreignKey(Step step, Touch touch, AlterAction action) {
        String other = safe.referred(touch.relation(), action)
                .filter(parent -> !parent.equals(touch.relation()))
                .map(parent -> " (" + parent + " is locked in the same way)")
                .orElse("");
        return locks.whole(
                HazardCode.VALIDATES_FOREIGN_KEY_AT_ONCE,
                step,
                touch,
                "every row's reference is looked up" + other,
                safe.notValid(touch.relation(), action));
    }

    private Hazard unique(Step step, Touch touch, AlterAction action) {
        return locks.whole(
                HazardCode.ADDS_UNIQUE_WITHOUT_INDEX,
                step,
                touch,
                "an index over all rows is built",
                safe.unique(touch.relation(), action));
    }

    private Hazard other(Step step, Touch touch) {
        boolean attaches =
                step.actions(AlterAction.Kind.ATTACH_PARTITION).findAny().isPresent();
        return locks.whole(
                HazardCode.SCANS_UNDER_EXCLUSIVE_LOCK,
                step,
                touch,
                touch.indexBuilt() ? "an index over all rows is built" : "all rows are read",
                attaches
                        ? SafeConstraints.ATTACH
                        : "-- take the part that reads all rows out into a statement of its own, where it has a form that"
                                + " does not lock: NOT VALID, CONCURRENTLY or USING INDEX");
    }
}
