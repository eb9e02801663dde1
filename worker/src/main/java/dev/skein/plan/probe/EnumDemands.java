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
import dev.skein.plan.schema.SchemaObject;
import dev.skein.plan.sql.AlterAction;
import dev.skein.plan.sql.Token;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Enums that are created anew without some of their values. */
final class EnumDemands {
    private final Drafts drafts;
    private final Scene scene;

    EnumDemands(Drafts drafts) {
        this.drafts = drafts;
        this.scene = drafts.scene();
    }

    Stream<Demand> find() {
        return scene.changes(ObjectKind.ENUM)
                .filter(change -> change.action() != Action.ADDED)
                .flatMap(this::ofEnum);
    }

    private Stream<Demand> ofEnum(Change change) {
        String gone = gone(change).stream().collect(Collectors.joining(", "));
        return gone.isEmpty()
                ? Stream.empty()
                : scene.columnsOf(change.was().name()).stream()
                        .filter(this::keepsType)
                        .map(column -> demand(column, gone));
    }

    /** The literals that are no more; a value that got another name is still there. */
    private List<String> gone(Change change) {
        Set<String> renamed = scene.story().steps().stream()
                .filter(step -> step.shape().has("RENAME", "VALUE"))
                .flatMap(step -> step.shape().tokens().stream())
                .filter(Token::isText)
                .map(token -> SqlList.literal(token.value()))
                .collect(Collectors.toSet());
        List<String> after = SqlList.items(change.after(Field.VALUES));
        return SqlList.items(change.before(Field.VALUES)).stream()
                .filter(value -> !after.contains(value) && !renamed.contains(value))
                .toList();
    }

    /** A column that gets another type, or goes, does not need the value. */
    private boolean keepsType(SchemaObject column) {
        return scene.fate(column.id())
                .filter(change -> change.action() == Action.REMOVED
                        || !change.before(Field.TYPE).equals(change.after(Field.TYPE)))
                .isEmpty();
    }

    private Demand demand(SchemaObject column, String gone) {
        Tables tables = scene.tablesOf(column.id().relation());
        String name = column.id().name();
        Optional<AlterAction> conversion = scene.story()
                .actions(tables)
                .filter(action -> action.kind() == AlterAction.Kind.ALTER_TYPE
                        && action.name().equals(Scene.last(name)))
                .findFirst();
        Demand demand = drafts.of(
                new About(
                        Kind.ENUM,
                        tables.was(),
                        name,
                        new Broken("row uses a value that is removed", "rows use values that are removed")),
                scene.story()
                        .altering(
                                tables,
                                action -> conversion.filter(action::equals).isPresent()),
                List.of(tables.was()),
                Selection.of(Derivation.plain(scene, tables), name + "::text IN (" + gone + ")"));
        boolean mapped = conversion
                .flatMap(AlterAction::using)
                .filter(using -> !Conversion.isColumnItself(using, name))
                .isPresent();
        return mapped ? demand.doubted("the bundle converts " + name + " by an expression of its own") : demand;
    }
}
