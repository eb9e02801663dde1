package dev.skein.plan.review;

import dev.skein.plan.hazard.Decision;
import dev.skein.plan.hazard.Hazard;
import dev.skein.plan.hazard.HazardCode;
import dev.skein.plan.hazard.Severity;
import dev.skein.plan.schema.Change;
import dev.skein.plan.schema.ObjectKind;
import dev.skein.plan.sql.Names;
import dev.skein.plan.trace.LockMode;
import dev.skein.plan.trace.Touch;
import java.util.stream.Stream;

/** Rows that go, or whose values do, from tables that stay. What is empty loses nothing. */
final class RowLoss {
    private final Scene scene;
    private final Emptied emptied;

    private RowLoss(Scene scene) {
        this.scene = scene;
        this.emptied = new Emptied(scene);
    }

    static Stream<Hazard> find(Scene scene) {
        RowLoss rules = new RowLoss(scene);
        return scene.steps().stream()
                .flatMap(step -> Stream.concat(
                        rules.truncates(step),
                        scene.deeds().of(step).stream()
                                .filter(Deed::meansAllRows)
                                .flatMap(deed ->
                                        Stream.concat(rules.deletes(step, deed), rules.overwrites(step, deed)))));
    }

    private Stream<Hazard> truncates(Step step) {
        return Stream.of(
                        truncated(emptied.named(step).stream().sorted(), step, "all its rows are gone."),
                        truncated(
                                emptied.along(step).stream().sorted(),
                                step,
                                "all its rows are gone, because it refers to a table that is emptied."),
                        truncated(
                                emptied.unspoken(step).stream().sorted(),
                                step,
                                "what the statement runs gives it a new file: it is emptied, or written anew, and nothing"
                                        + " tells which."))
                .flatMap(hazards -> hazards);
    }

    private Stream<Hazard> truncated(Stream<String> relations, Step step, String what) {
        return relations.map(relation -> lost(HazardCode.TRUNCATES_TABLE, relation, step, what, keepCopy(relation)));
    }

    private Stream<Hazard> deletes(Step step, Deed deed) {
        if (!deed.deletes()) {
            return Stream.of();
        }
        return Names.last(deed.shape().object()).isEmpty()
                ? perhapsDeleted(step)
                : named(step, deed)
                        .map(relation -> lost(
                                HazardCode.DELETES_ALL_ROWS,
                                relation,
                                step,
                                (step.is("DELETE") ? "the statement" : "a DELETE that the statement runs")
                                        + " has no WHERE that leaves rows out, so all its rows are gone.",
                                "-- say which rows\nDELETE FROM " + relation + " WHERE <condition>;\n"
                                        + keepCopy(relation)));
    }

    /** The table's name is put together at run time; those that the statement wrote to are known. */
    private Stream<Hazard> perhapsDeleted(Step step) {
        return step.touches().stream()
                .filter(touch -> touch.mode() == LockMode.ROW_EXCLUSIVE)
                .map(Touch::relation)
                .map(relation -> hazard(
                        HazardCode.DELETES_ALL_ROWS,
                        Decision.APPROVE,
                        relation,
                        step,
                        "the statement writes to it, and puts a DELETE together as it runs: how many rows go cannot be"
                                + " told.",
                        "-- write the DELETE as it is to run, with its WHERE\n" + keepCopy(relation)));
    }

    private Stream<Hazard> overwrites(Step step, Deed deed) {
        return named(step, deed)
                .flatMap(relation -> deed.overwritten().stream()
                        .filter(column -> !isNew(relation, column))
                        .limit(1)
                        .map(column -> hazard(
                                HazardCode.OVERWRITES_ALL_ROWS,
                                Decision.APPROVE,
                                relation,
                                step,
                                "each row gets the same value in " + Names.quote(column)
                                        + ", and what it held cannot be had back.",
                                "-- only where nothing is lost\nUPDATE " + relation + " SET " + Names.quote(column)
                                        + " = <value> WHERE " + Names.quote(column) + " IS NULL;\n"
                                        + keepCopy(relation))));
    }

    private Stream<String> named(Step step, Deed deed) {
        return scene.tables().allNamed(deed.shape().object(), step.touches()).stream();
    }

    private boolean isNew(String relation, String column) {
        return scene.changes(Change.Action.ADDED, ObjectKind.COLUMN)
                .anyMatch(
                        change -> scene.tables().earlier(change.id().relation()).equals(relation)
                                && change.id().name().equals(Names.quote(column)));
    }

    private static String keepCopy(String relation) {
        return "-- or keep a copy first, to be dropped in a later bundle\nCREATE TABLE "
                + NewName.after(relation, "_before") + " AS TABLE " + relation + ";";
    }

    private Hazard lost(HazardCode code, String relation, Step step, String what, String safe) {
        return hazard(code, Decision.BLOCK, relation, step, what, safe);
    }

    private Hazard hazard(HazardCode code, Decision decision, String relation, Step step, String what, String safe) {
        boolean empty = scene.tables().isEmpty(relation);
        return new Hazard(
                code,
                empty ? Severity.NOTE : Severity.DANGER,
                empty ? Decision.ALLOW : decision,
                relation,
                step.statement(),
                empty
                        ? relation + " is empty, so no row is lost."
                        : scene.tables().size(relation) + "; " + what,
                safe);
    }
}
