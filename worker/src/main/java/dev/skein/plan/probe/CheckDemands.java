package dev.skein.plan.probe;

import dev.skein.plan.probe.Demand.About;
import dev.skein.plan.probe.Demand.Broken;
import dev.skein.plan.probe.Probe.Kind;
import dev.skein.plan.probe.Question.Selection;
import dev.skein.plan.probe.Story.Step;
import dev.skein.plan.probe.Story.Tables;
import dev.skein.plan.schema.Change;
import dev.skein.plan.schema.Field;
import dev.skein.plan.schema.ObjectId;
import dev.skein.plan.schema.ObjectKind;
import dev.skein.plan.schema.SchemaObject;
import dev.skein.plan.sql.AlterAction;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Check constraints of tables and domains that are added, changed or validated. */
final class CheckDemands {
    private static final Broken BROKEN = new Broken("row does not satisfy it", "rows do not satisfy it");

    private final Drafts drafts;
    private final Scene scene;

    CheckDemands(Drafts drafts) {
        this.drafts = drafts;
        this.scene = drafts.scene();
    }

    Stream<Demand> find() {
        return scene.changes(ObjectKind.CONSTRAINT)
                .filter(change -> change.after(Field.CONSTRAINT_TYPE).equals("check")
                        && Constraints.binds(change)
                        && !change.before(Field.EXPRESSION)
                                .equals(
                                        change.before(Field.VALID).equals("false")
                                                ? ""
                                                : change.after(Field.EXPRESSION)))
                .flatMap(change -> Stream.concat(ofTable(change), ofDomain(change)));
    }

    private Stream<Demand> ofTable(Change change) {
        return scene.tables(change.id().relation()).stream()
                .filter(tables -> !scene.isAskedAbove(change, tables.was()))
                .filter(tables -> scene.isNew(change, demanding(change, tables)))
                .map(tables -> drafts.of(
                        about(change, tables),
                        demanding(change, tables),
                        List.of(tables.was()),
                        Selection.of(rows(change, tables), isFalse(change))))
                .map(Drafts::numbered);
    }

    private Optional<Step> demanding(Change change, Tables tables) {
        return scene.story()
                .altering(tables, action -> Constraints.demands(action, change, AlterAction.Kind.ADD_CHECK, "CHECK"));
    }

    private Rows rows(Change change, Tables tables) {
        return change.after(Field.DEFINITION).contains(" NO INHERIT")
                ? Derivation.derivedAlone(scene, tables)
                : Derivation.derived(scene, tables);
    }

    private static About about(Change change, Tables tables) {
        return new About(Kind.CHECK, tables.was(), change.id().name(), BROKEN);
    }

    private static String isFalse(Change change) {
        return "(" + change.after(Field.EXPRESSION) + ") IS FALSE";
    }

    private Stream<Demand> ofDomain(Change change) {
        return scene
                .before()
                .find(new ObjectId(ObjectKind.DOMAIN, "", change.was().relation()))
                .stream()
                .flatMap(domain -> scene.columnsOf(domain.id().name()).stream())
                .map(column -> ofDomain(change, column));
    }

    private Demand ofDomain(Change change, SchemaObject column) {
        Tables tables = scene.tablesOf(column.id().relation());
        Rows rows = Derivation.plain(scene, tables);
        // A domain's expression calls the value VALUE, which is the name of a column to a query.
        String values = "(SELECT " + rows.label() + " AS label, " + column.id().name() + " AS value FROM " + rows.item()
                + ") AS domain_values";
        return drafts.of(
                about(change, tables),
                scene.story().domain(change.id().relation()),
                List.of(tables.was()),
                Selection.of(values, "label", isFalse(change)));
    }
}
