package dev.skein.plan.review;

import dev.skein.plan.hazard.Decision;
import dev.skein.plan.hazard.Hazard;
import dev.skein.plan.hazard.HazardCode;
import dev.skein.plan.hazard.Severity;
import dev.skein.plan.schema.Change;
import dev.skein.plan.schema.Field;
import dev.skein.plan.schema.ObjectKind;
import dev.skein.plan.sql.AlterAction;
import dev.skein.plan.sql.Names;
import java.util.Optional;
import java.util.stream.Stream;

/** Columns whose new type holds less than the old one. */
final class TypeChanges {
    private final Scene scene;

    private TypeChanges(Scene scene) {
        this.scene = scene;
    }

    static Stream<Hazard> find(Scene scene) {
        TypeChanges changes = new TypeChanges(scene);
        return scene.diff()
                .of(ObjectKind.COLUMN)
                .filter(change -> !change.before(Field.TYPE).isEmpty()
                        && !change.after(Field.TYPE).isEmpty())
                .filter(change -> !change.before(Field.TYPE).equals(change.after(Field.TYPE)))
                .filter(change -> scene.tables().existed(change.was().relation()))
                .filter(change -> scene.tables().isRoot(change.was().relation()))
                .flatMap(change -> changes.narrowed(change).stream());
    }

    private Optional<Hazard> narrowed(Change change) {
        Optional<Step> cause = scene.cause(change.was().relation(), action -> isOf(action, change));
        String using = cause.stream()
                .flatMap(step -> step.actions(AlterAction.Kind.ALTER_TYPE))
                .filter(action -> isOf(action, change))
                .flatMap(action -> action.using().stream())
                .findFirst()
                .orElse("");
        TypeChange types = new TypeChange(
                change.before(Field.TYPE),
                change.after(Field.TYPE),
                change.was().name(),
                using);
        return switch (types.loss()) {
            case NONE -> Optional.empty();
            case REFUSED -> Optional.of(hazard(change, cause, Severity.WARNING, Decision.ALLOW, """
                    values that do not fit make the statement fail, and later writes of such values too"""));
            case SILENT -> Optional.of(hazard(change, cause, Severity.DANGER, Decision.BLOCK, """
                    values that do not fit are rounded or cut without a word, and what is lost cannot be had back"""));
            case STATED -> Optional.of(hazard(change, cause, Severity.DANGER, Decision.APPROVE, """
                    the cast of USING rounds or cuts values that do not fit, and what is lost cannot be had back"""));
            case UNKNOWN -> Optional.of(hazard(change, cause, Severity.WARNING, Decision.APPROVE, """
                    the values go through an expression, and nobody but its author knows what that loses"""));
        };
    }

    private Hazard hazard(Change change, Optional<Step> cause, Severity severity, Decision decision, String what) {
        String relation = change.was().relation();
        boolean empty = scene.tables().isEmpty(relation);
        return new Hazard(
                HazardCode.NARROWS_TYPE,
                empty ? Severity.NOTE : severity,
                empty ? Decision.ALLOW : decision,
                change.was().path(),
                cause.map(Step::statement).orElse(null),
                change.was().path() + " becomes " + change.after(Field.TYPE) + " and was " + change.before(Field.TYPE)
                        + ": " + what.strip() + "; " + scene.tables().size(relation) + ".",
                new NewColumn(change).sql());
    }

    private static boolean isOf(AlterAction action, Change change) {
        return action.kind() == AlterAction.Kind.ALTER_TYPE
                && Names.quote(action.name()).equals(change.was().name());
    }
}
