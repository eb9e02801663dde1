package dev.skein.plan.review;

import dev.skein.plan.hazard.Hazard;
import dev.skein.plan.hazard.HazardCode;
import dev.skein.plan.schema.Field;
import dev.skein.plan.schema.ObjectKind;
import dev.skein.plan.schema.SchemaObject;
import dev.skein.plan.sql.AlterAction;
import dev.skein.plan.sql.Token;
import dev.skein.plan.trace.LockMode;
import dev.skein.plan.trace.Touch;
import java.util.Optional;
import java.util.stream.Stream;

/** Statements that have a form which lets others go on, CONCURRENTLY, and do not use it. */
final class Indexes {
    private static final String OUTSIDE = "-- in a migration of its own: it cannot run in a transaction\n";

    private final Scene scene;
    private final Locks locks;

    private Indexes(Scene scene) {
        this.scene = scene;
        this.locks = new Locks(scene.tables());
    }

    static Stream<Hazard> find(Scene scene) {
        Indexes rules = new Indexes(scene);
        return scene.steps().stream()
                .filter(step -> !step.shape().concurrently())
                .flatMap(step -> rules.of(step));
    }

    private Stream<Hazard> of(Step step) {
        return switch (step.shape().command()) {
            case "CREATE INDEX" -> strongest(step).map(touch -> builds(step, touch)).stream();
            case "REINDEX INDEX", "REINDEX TABLE", "REINDEX SCHEMA", "REINDEX DATABASE" ->
                step.touches().stream().filter(Touch::indexBuilt).map(touch -> rebuilds(step, touch));
            case "DROP INDEX" -> strongest(step).map(touch -> drops(step, touch)).stream();
            case "REFRESH MATERIALIZED VIEW" -> refreshes(step).stream();
            case "ALTER TABLE" ->
                step.actions(AlterAction.Kind.DETACH_PARTITION).flatMap(action -> detaches(step, action));
            default -> Stream.of();
        };
    }

    private static Optional<Touch> strongest(Step step) {
        return step.onSubject().or(() -> step.under(LockMode.SHARE).findFirst());
    }

    private Hazard builds(Step step, Touch touch) {
        String safe = scene.tables().isPartitioned(touch.relation())
                ? new PartitionedIndex(scene, touch.relation(), step.shape().name()).sql()
                : OUTSIDE + concurrently(step, "INDEX");
        return locks.whole(
                HazardCode.BUILDS_INDEX_BLOCKING_WRITES, step, touch, "an index over all rows is built", safe);
    }

    private Hazard rebuilds(Step step, Touch touch) {
        String kind = step.shape().command().substring("REINDEX ".length());
        return locks.whole(
                HazardCode.BUILDS_INDEX_BLOCKING_WRITES,
                step,
                touch,
                "indexes are rebuilt (reads that would use them wait too)",
                OUTSIDE + concurrently(step, kind));
    }

    private Hazard drops(Step step, Touch touch) {
        String safe = scene.tables().isPartitioned(touch.relation())
                ? "-- a partitioned table's index has no such form; drop it when nobody holds the table for long"
                : OUTSIDE + concurrently(step, "INDEX");
        return locks.moment(HazardCode.DROPS_INDEX_BLOCKING, step, touch, "dropping the index", safe);
    }

    private Optional<Hazard> refreshes(Step step) {
        String view = scene.tables().named(step.shape().object(), step.touches());
        if (view.isEmpty()) {
            return Optional.empty();
        }
        boolean emptied = step.shape().has("WITH", "NO", "DATA");
        boolean unique = scene.after().of(view, ObjectKind.INDEX).stream().anyMatch(Indexes::identifiesRows);
        String prepare = unique
                ? ""
                : "-- first, once: a unique index on columns that tell its rows apart\nCREATE UNIQUE INDEX ON " + view
                        + " (<columns>);\n";
        return Optional.of(locks.whole(
                HazardCode.REFRESHES_VIEW_BLOCKING,
                step,
                new Touch(view, LockMode.ACCESS_EXCLUSIVE, true, true, true, true),
                emptied
                        ? "its rows go, and reads of it fail until it is filled again; it is done"
                        : "its query runs anew",
                prepare + "REFRESH MATERIALIZED VIEW CONCURRENTLY " + view + ";"));
    }

    private static boolean identifiesRows(SchemaObject index) {
        return !index.text(Field.UNIQUE).isEmpty()
                && index.text(Field.EXPRESSION).isEmpty()
                && !index.text(Field.COLUMNS).contains("(");
    }

    private Stream<Hazard> detaches(Step step, AlterAction action) {
        return step.onSubject().stream()
                .map(touch -> locks.moment(
                        HazardCode.DETACHES_PARTITION_BLOCKING,
                        step,
                        touch,
                        "detaching a partition",
                        OUTSIDE + "ALTER TABLE " + touch.relation() + " " + action.text() + " CONCURRENTLY;"));
    }

    /** The statement's own text with CONCURRENTLY after one of its first words. */
    private static String concurrently(Step step, String after) {
        String text = step.statement().text();
        return step.shape().tokens().stream()
                .filter(token -> token.is(after))
                .mapToInt(Token::end)
                .mapToObj(end -> text.substring(0, end) + " CONCURRENTLY" + text.substring(end) + ";")
                .findFirst()
                .orElse(text + ";");
    }
}
