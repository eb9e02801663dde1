package dev.skein.plan.review;

import dev.skein.plan.hazard.Decision;
import dev.skein.plan.hazard.Hazard;
import dev.skein.plan.hazard.HazardCode;
import dev.skein.plan.hazard.Severity;
import dev.skein.plan.schema.Change;
import dev.skein.plan.schema.Field;
import dev.skein.plan.schema.ObjectKind;
import dev.skein.plan.sql.AlterAction;
import dev.skein.plan.trace.LockMode;
import dev.skein.plan.trace.Touch;
import java.util.Optional;
import java.util.stream.Stream;

/** Tables that are written anew, and tables that a crash would empty. */
final class Rewrites {
    private static final String NO_OTHER_WAY =
            "-- no form avoids it: do it while nobody needs the table, or leave it away";

    private final Scene scene;
    private final Locks locks;

    private Rewrites(Scene scene) {
        this.scene = scene;
        this.locks = new Locks(scene.tables());
    }

    static Stream<Hazard> find(Scene scene) {
        Rewrites rewrites = new Rewrites(scene);
        return Stream.of(
                        scene.steps().stream().flatMap(rewrites::rewritten),
                        scene.steps("VACUUM", "CLUSTER").flatMap(rewrites::packed),
                        scene.diff().of(ObjectKind.TABLE).flatMap(rewrites::unlogged))
                .flatMap(hazards -> hazards);
    }

    private Stream<Hazard> rewritten(Step step) {
        return step.is("VACUUM", "CLUSTER", "TRUNCATE", "REFRESH MATERIALIZED VIEW")
                ? Stream.of()
                : step.touches().stream()
                        .filter(Touch::rewritten)
                        .filter(touch -> !isEmptied(step, touch.relation()))
                        .map(touch -> locks.whole(
                                HazardCode.REWRITES_TABLE,
                                step,
                                touch,
                                "all of it and its indexes is written anew, with as much disk space again,",
                                safe(step, touch)));
    }

    private boolean isEmptied(Step step, String relation) {
        Emptied emptied = new Emptied(scene);
        return emptied.named(step).contains(relation) || emptied.unspoken(step).contains(relation);
    }

    private String safe(Step step, Touch touch) {
        return step.shape().actions().stream()
                .flatMap(action -> safe(action, touch.relation()).stream())
                .findFirst()
                .orElse(NO_OTHER_WAY);
    }

    private Optional<String> safe(AlterAction action, String relation) {
        return switch (action.kind()) {
            case ALTER_TYPE -> column(relation, action).map(change -> new NewColumn(change).sql());
            case ADD_COLUMN -> column(relation, action).map(change -> filledLater(relation, change));
            default -> Optional.empty();
        };
    }

    private Optional<Change> column(String relation, AlterAction action) {
        return scene.column(relation, action.name());
    }

    private String filledLater(String relation, Change column) {
        String name = column.id().name();
        String type = column.after(Field.TYPE);
        if (!column.after(Field.GENERATED).isEmpty()) {
            return generated(relation, column);
        }
        if (!column.after(Field.IDENTITY).isEmpty()
                || column.after(Field.DEFAULT).isEmpty()) {
            return "-- add it as a plain column, without numbers for the rows that are there\nALTER TABLE " + relation
                    + " ADD COLUMN " + name + " " + type
                    + ";\n-- number those in batches, then make it an identity column";
        }
        return """
                ALTER TABLE %1$s ADD COLUMN %2$s %3$s;
                ALTER TABLE %1$s ALTER COLUMN %2$s SET DEFAULT %4$s;
                %5$s
                -- NOT NULL, if wanted, in a later bundle""".formatted(
                        relation,
                        name,
                        type,
                        column.after(Field.DEFAULT),
                        Batches.sql(relation, name + " = DEFAULT", name + " IS NULL"));
    }

    private String generated(String relation, Change column) {
        String expression = column.after(Field.GENERATED);
        String index = "-- where it is only searched for, an index on the expression does without the column\n"
                + "CREATE INDEX CONCURRENTLY ON " + relation + " ((" + expression + "));";
        return scene.facts().serverVersion() >= 180_000
                ? "-- computed when it is read\nALTER TABLE " + relation + " ADD COLUMN "
                        + column.id().name() + " " + column.after(Field.TYPE) + " GENERATED ALWAYS AS (" + expression
                        + ") VIRTUAL;\n" + index
                : index;
    }

    private Stream<Hazard> packed(Step step) {
        boolean rewrites =
                step.is("CLUSTER") || step.shape().tokens().stream().limit(12).anyMatch(token -> token.is("FULL"));
        return !rewrites
                ? Stream.of()
                : step.shape().objects().stream()
                        .map(object -> scene.tables().named(object, step.touches()))
                        .filter(relation -> !relation.isEmpty())
                        .map(relation -> locks.whole(
                                HazardCode.VACUUM_FULL_OR_CLUSTER,
                                step,
                                new Touch(relation, LockMode.ACCESS_EXCLUSIVE, true, true, true, true),
                                "all of it and its indexes is written anew, with as much disk space again,",
                                "-- gives room back to the table, and nobody waits\nVACUUM (ANALYZE) " + relation
                                        + ";\n-- to shrink its files while it is used: the extension pg_repack"));
    }

    private Stream<Hazard> unlogged(Change change) {
        if (!change.after(Field.PERSISTENCE).equals("unlogged")
                || !change.before(Field.PERSISTENCE).isEmpty()) {
            return Stream.of();
        }
        boolean existed = change.action() != Change.Action.ADDED;
        boolean rows = existed && !scene.tables().isEmpty(change.was().name());
        return Stream.of(new Hazard(
                HazardCode.SETS_UNLOGGED,
                rows ? Severity.DANGER : Severity.NOTE,
                rows ? Decision.APPROVE : Decision.ALLOW,
                change.id().name(),
                scene.statement(change.was().name(), action -> action.kind() == AlterAction.Kind.SET_LOGGED)
                        .orElse(null),
                (existed
                                ? scene.tables().size(change.was().name())
                                : change.id().name() + " is new")
                        + "; an unlogged table is emptied after a crash, and its rows are neither on replicas nor in backups"
                        + " made from the log.",
                "ALTER TABLE " + change.id().name() + " SET LOGGED;"));
    }
}
