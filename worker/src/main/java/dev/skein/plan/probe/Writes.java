package dev.skein.plan.probe;

import dev.skein.plan.probe.Story.Step;
import dev.skein.plan.schema.Change;
import dev.skein.plan.schema.Change.Action;
import dev.skein.plan.schema.Field;
import dev.skein.plan.schema.ObjectKind;
import dev.skein.plan.trace.LockMode;
import java.util.List;
import java.util.Optional;

/**
 * Tells whether the bundle may have written to a table before a statement, so that today's rows say nothing of what that
 * statement will find. It rather says so once too often.
 */
final class Writes {
    private final Scene scene;
    private final Mentions mentions;

    Writes(Scene scene) {
        this.scene = scene;
        this.mentions = new Mentions(scene);
    }

    /** The reason to doubt, as the beginning of a sentence; empty text where nothing writes to these tables before. */
    String before(int place, List<String> relations) {
        return relations.stream()
                .flatMap(relation -> before(place, relation).stream())
                .findFirst()
                .orElse("");
    }

    private Optional<String> before(int place, String relation) {
        Optional<String> written = scene.story().steps().stream()
                .filter(step -> step.place() < place && writes(step, relation))
                .findFirst()
                .map(step -> "the bundle itself writes to " + relation + " first ("
                        + step.traced().statement().place() + ")");
        return written.or(() -> parts(relation));
    }

    private boolean writes(Step step, String relation) {
        if (!step.shape().mayWriteRows()) {
            return false;
        }
        boolean locked = step.traced().touches().stream()
                .anyMatch(touch ->
                        touch.relation().equals(root(relation)) && touch.mode().compareTo(LockMode.ROW_EXCLUSIVE) >= 0);
        return locked || mentions.reach(step.shape(), relation);
    }

    /** Locks on partitions are told under the name of the table that they are a part of. */
    private String root(String relation) {
        return scene.table(relation)
                .map(table -> table.text(Field.PARTITION_OF))
                .filter(parent -> !parent.isEmpty())
                .map(this::root)
                .orElse(relation);
    }

    /** A table whose partitions come or go has other rows afterwards. */
    private Optional<String> parts(String relation) {
        List<String> children = scene.children(relation);
        return scene.diff()
                .of(ObjectKind.TABLE)
                .filter(change -> isMoved(change, relation)
                        || (change.action() == Action.REMOVED
                                && children.contains(change.was().name())))
                .findFirst()
                .map(change -> "the bundle itself changes which tables are a part of " + relation);
    }

    private static boolean isMoved(Change change, String relation) {
        return change.action() != Action.ADDED
                && change.action() != Action.REMOVED
                && !change.before(Field.PARTITION_OF).equals(change.after(Field.PARTITION_OF))
                && (change.before(Field.PARTITION_OF).equals(relation)
                        || change.after(Field.PARTITION_OF).equals(relation));
    }
}
