package dev.skein.plan.probe;

import dev.skein.plan.probe.Demand.About;
import dev.skein.plan.probe.Demand.Broken;
import dev.skein.plan.probe.Probe.Kind;
import dev.skein.plan.probe.Story.Tables;
import dev.skein.plan.schema.Change;
import dev.skein.plan.schema.Change.Action;
import dev.skein.plan.schema.Field;
import dev.skein.plan.schema.ObjectKind;
import dev.skein.plan.sql.AlterAction;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Columns whose type changes, so that each value has to convert. */
final class TypeDemands {
    private final Drafts drafts;
    private final Scene scene;

    TypeDemands(Drafts drafts) {
        this.drafts = drafts;
        this.scene = drafts.scene();
    }

    Stream<Demand> find() {
        return scene.changes(ObjectKind.COLUMN)
                .filter(change -> change.action() != Action.ADDED
                        && !change.before(Field.TYPE).equals(change.after(Field.TYPE))
                        && change.after(Field.GENERATED).isEmpty()
                        && !isRenamed(change))
                .flatMap(change -> scene
                        .tables(change.id().relation())
                        .filter(tables -> !scene.isAskedAbove(change, tables.was()))
                        .filter(tables -> !Conversion.alwaysFits(scene, tables, change))
                        .map(tables -> demand(change, tables))
                        .stream());
    }

    /** It is the type that has another name now. */
    private boolean isRenamed(Change column) {
        return scene.diff().changes().stream()
                .anyMatch(type -> Set.of(ObjectKind.ENUM, ObjectKind.DOMAIN, ObjectKind.COMPOSITE, ObjectKind.RANGE)
                                .contains(type.id().kind())
                        && type.action() == Action.RENAMED
                        && type.was().name().equals(column.before(Field.TYPE))
                        && type.id().name().equals(column.after(Field.TYPE)));
    }

    private Demand demand(Change change, Tables tables) {
        String type = change.after(Field.TYPE);
        About about = new About(
                Kind.TYPE,
                tables.was(),
                change.was().name(),
                new Broken("row does not convert to " + type, "rows do not convert to " + type));
        return drafts.of(
                about,
                scene.story().altering(tables, action -> isConversion(action, change)),
                List.of(tables.was()),
                Conversion.question(scene, tables, change));
    }

    static boolean isConversion(AlterAction action, Change column) {
        return action.kind() == AlterAction.Kind.ALTER_TYPE
                && (action.name().equals(Scene.last(column.was().name()))
                        || action.name().equals(Scene.last(column.id().name())));
    }
}
