package dev.skein.plan.review;

import dev.skein.plan.schema.Change;
import dev.skein.plan.schema.ObjectKind;
import dev.skein.plan.trace.LockMode;
import dev.skein.plan.trace.Touch;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tables that a statement empties at once: by its words, and by what PostgreSQL shows of it. */
final class Emptied {
    private final Scene scene;

    Emptied(Scene scene) {
        this.scene = scene;
    }

    /** Those that a TRUNCATE names, in the statement or in what it runs. */
    Set<String> named(Step step) {
        return scene.deeds().of(step).stream()
                .filter(deed -> deed.is("TRUNCATE"))
                .flatMap(deed -> deed.shape().objects().stream())
                .flatMap(name -> scene.tables().allNamed(name, step.touches()).stream())
                .collect(Collectors.toSet());
    }

    /** Those that TRUNCATE … CASCADE takes along: it locks nothing else. */
    Set<String> along(Step step) {
        return step.is("TRUNCATE") && step.shape().cascades() ? without(named(step), exclusively(step)) : Set.of();
    }

    /** Those whose files are new for no reason that their definitions show. */
    Set<String> unspoken(Step step) {
        boolean runs = !step.shape().isDdl() && !step.is("VACUUM", "CLUSTER", "TRUNCATE", "REFRESH MATERIALIZED VIEW");
        return runs
                ? without(
                        named(step),
                        step.touches().stream()
                                .filter(Touch::rewritten)
                                .map(Touch::relation)
                                .filter(relation -> isTable(relation) && !isAltered(relation)))
                : Set.of();
    }

    private Stream<String> exclusively(Step step) {
        List<String> named = List.copyOf(named(step));
        return step.under(LockMode.ACCESS_EXCLUSIVE)
                .filter(Touch::acquired)
                .map(Touch::relation)
                .filter(relation -> named.stream()
                        .noneMatch(name -> scene.tables().root(name).equals(relation)));
    }

    private static Set<String> without(Set<String> named, Stream<String> relations) {
        return relations.filter(relation -> !named.contains(relation)).collect(Collectors.toSet());
    }

    private boolean isTable(String relation) {
        return scene.tables()
                .find(relation)
                .map(object -> object.id().kind() == ObjectKind.TABLE)
                .orElse(true);
    }

    private boolean isAltered(String relation) {
        return scene.diff().changes().stream()
                .anyMatch(change -> change.action() != Change.Action.REMOVED
                        && ((change.id().kind() == ObjectKind.COLUMN
                                        && scene.tables()
                                                .earlier(change.id().relation())
                                                .equals(relation))
                                || (change.id().kind() == ObjectKind.TABLE
                                        && change.action() == Change.Action.CHANGED
                                        && change.was().name().equals(relation))));
    }
}
