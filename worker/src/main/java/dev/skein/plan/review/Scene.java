package dev.skein.plan.review;

import dev.skein.plan.facts.TargetFacts;
import dev.skein.plan.probe.Probe;
import dev.skein.plan.schema.Change;
import dev.skein.plan.schema.ObjectKind;
import dev.skein.plan.schema.SchemaDiff;
import dev.skein.plan.schema.Snapshot;
import dev.skein.plan.sql.AlterAction;
import dev.skein.plan.sql.Names;
import dev.skein.plan.sql.SqlStatement;
import dev.skein.plan.trace.LockMode;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Everything that a rule may look at. */
final class Scene {
    private final ReviewInput input;
    private final Tables tables;
    private final List<Step> steps;
    private final Deeds deeds;

    Scene(ReviewInput input) {
        this.input = input;
        this.tables = new Tables(input);
        this.steps =
                input.trace().stream().map(traced -> Step.of(traced, tables)).toList();
        this.deeds = new Deeds(before(), steps);
    }

    Deeds deeds() {
        return deeds;
    }

    List<Step> steps() {
        return steps;
    }

    Tables tables() {
        return tables;
    }

    Snapshot before() {
        return input.schemas().before();
    }

    Snapshot after() {
        return input.schemas().after();
    }

    SchemaDiff diff() {
        return input.schemas().diff();
    }

    TargetFacts facts() {
        return input.facts();
    }

    List<Probe> probes() {
        return input.probes();
    }

    /** The steps with a command. */
    Stream<Step> steps(String... commands) {
        return steps.stream().filter(step -> step.is(commands));
    }

    /** The changes of one kind of object. */
    Stream<Change> changes(Change.Action action, ObjectKind kind) {
        return diff().of(kind).filter(change -> change.action() == action);
    }

    /** What becomes of a column, by the name that a statement calls it by, unquoted. */
    Optional<Change> column(String relation, String name) {
        return diff().of(ObjectKind.COLUMN)
                .filter(change -> tables.earlier(change.id().relation()).equals(relation))
                .filter(change -> change.action() != Change.Action.REMOVED)
                .filter(change -> change.id().name().equals(Names.quote(name))
                        || change.was().name().equals(Names.quote(name)))
                .findFirst();
    }

    /** The first ALTER TABLE of a table with such an action; else the first statement that locks the table as DDL does. */
    Optional<Step> cause(String relation, Predicate<AlterAction> action) {
        return steps.stream()
                .filter(step -> step.subject().equals(relation)
                        && step.shape().actions().stream().anyMatch(action))
                .findFirst()
                .or(() -> unspoken(relation));
    }

    /** The statement of {@link #cause}. */
    Optional<SqlStatement> statement(String relation, Predicate<AlterAction> action) {
        return cause(relation, action).map(Step::statement);
    }

    private Optional<Step> unspoken(String relation) {
        return steps.stream()
                .filter(step -> !step.is("ALTER TABLE"))
                .filter(step -> step.under(LockMode.SHARE_ROW_EXCLUSIVE)
                        .anyMatch(touch -> touch.acquired() && touch.relation().equals(relation)))
                .findFirst();
    }
}
