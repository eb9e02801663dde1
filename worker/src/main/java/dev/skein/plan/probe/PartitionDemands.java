package dev.skein.plan.probe;

import dev.skein.plan.probe.Demand.About;
import dev.skein.plan.probe.Demand.Broken;
import dev.skein.plan.probe.Probe.Kind;
import dev.skein.plan.probe.Question.Selection;
import dev.skein.plan.probe.Story.Tables;
import dev.skein.plan.schema.Change;
import dev.skein.plan.schema.Change.Action;
import dev.skein.plan.schema.Field;
import dev.skein.plan.schema.ObjectKind;
import dev.skein.plan.sql.AlterAction;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tables with rows that become partitions: each row has to lie within the bounds. Bounds are not asked, so that only a
 * table without rows is known to satisfy them.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-ATTACH-PARTITION">ATTACH
 *     PARTITION</a>
 */
final class PartitionDemands {
    private static final Broken BROKEN = new Broken("row is there", "rows are there");

    private final Drafts drafts;
    private final Scene scene;

    PartitionDemands(Drafts drafts) {
        this.drafts = drafts;
        this.scene = drafts.scene();
    }

    Stream<Demand> find() {
        return scene.changes(ObjectKind.TABLE)
                .filter(change -> change.action() != Action.ADDED
                        && change.before(Field.PARTITION_OF).isEmpty()
                        && !change.after(Field.PARTITION_OF).isEmpty()
                        && !change.after(Field.BOUNDS).equals("DEFAULT"))
                .map(this::demand);
    }

    private Demand demand(Change change) {
        Tables tables = new Tables(change.was().name(), change.id().name());
        Rows rows = Derivation.plain(scene, tables);
        Tables parent = scene.tables(change.after(Field.PARTITION_OF))
                .orElse(new Tables(change.after(Field.PARTITION_OF), change.after(Field.PARTITION_OF)));
        return drafts.of(
                        new About(Kind.CHECK, tables.was(), "partition bounds", BROKEN),
                        scene.story()
                                .altering(
                                        parent,
                                        action -> action.kind() == AlterAction.Kind.ATTACH_PARTITION
                                                && Scene.last(action.name()).equals(Scene.last(tables.now()))),
                        List.of(tables.was()),
                        Selection.of(rows, ""))
                .doubted("whether its rows lie within " + change.after(Field.BOUNDS) + " is not asked");
    }
}
