package dev.skein.plan.review;

import dev.skein.plan.hazard.Decision;
import dev.skein.plan.hazard.Hazard;
import dev.skein.plan.hazard.HazardCode;
import dev.skein.plan.hazard.Severity;
import dev.skein.plan.schema.Change;
import dev.skein.plan.schema.Field;
import dev.skein.plan.schema.ObjectId;
import dev.skein.plan.schema.ObjectKind;
import dev.skein.plan.sql.AlterAction;
import dev.skein.plan.sql.Names;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Objects without rows that go, and what CASCADE takes along. */
final class Drops {
    private static final Set<ObjectKind> USED_BY_NAME = EnumSet.of(
            ObjectKind.SCHEMA,
            ObjectKind.EXTENSION,
            ObjectKind.ENUM,
            ObjectKind.DOMAIN,
            ObjectKind.COMPOSITE,
            ObjectKind.RANGE,
            ObjectKind.SEQUENCE,
            ObjectKind.FOREIGN_TABLE,
            ObjectKind.VIEW,
            ObjectKind.MATERIALIZED_VIEW,
            ObjectKind.FUNCTION,
            ObjectKind.PROCEDURE,
            ObjectKind.AGGREGATE);

    private static final Set<String> KEYS = Set.of("primary key", "unique", "foreign key");

    private final Scene scene;
    private final Set<String> relations;

    private Drops(Scene scene) {
        this.scene = scene;
        this.relations = removed()
                .filter(id -> id.relation().isEmpty())
                .map(ObjectId::name)
                .collect(Collectors.toSet());
    }

    static Stream<Hazard> find(Scene scene) {
        Drops rules = new Drops(scene);
        Stream<Hazard> others = scene.diff().changes().stream()
                .filter(change -> change.action() == Change.Action.REMOVED)
                .filter(change -> USED_BY_NAME.contains(change.id().kind()) && !rules.isPart(change))
                .map(rules::drops);
        Stream<Hazard> keys =
                scene.changes(Change.Action.REMOVED, ObjectKind.CONSTRAINT).flatMap(rules::key);
        return Stream.of(others, keys, scene.steps().stream().flatMap(rules::cascades))
                .flatMap(hazards -> hazards);
    }

    /** A key that a statement drops by its name, so that nothing holds rows to it any more. */
    private Stream<Hazard> key(Change change) {
        String type = change.before(Field.CONSTRAINT_TYPE);
        if (!KEYS.contains(type) || !scene.tables().isRoot(change.was().relation())) {
            return Stream.of();
        }
        return scene.steps().stream()
                .filter(step -> step.actions(AlterAction.Kind.DROP_CONSTRAINT)
                        .anyMatch(action ->
                                Names.quote(action.name()).equals(change.was().name())))
                .limit(1)
                .map(step -> new Hazard(
                        HazardCode.DROPS_OTHER,
                        Severity.NOTE,
                        Decision.ALLOW,
                        change.was().path(),
                        step.statement(),
                        "The " + type + " " + change.was().path() + " is gone afterwards: rows that break it come in"
                                + " unseen, and then it cannot be added again.",
                        "-- add what takes its place first, in this bundle"));
    }

    /** A sequence goes with the column that it feeds. */
    private boolean isPart(Change change) {
        return change.id().kind() == ObjectKind.SEQUENCE
                && !change.before(Field.OWNED_BY).isEmpty();
    }

    private Hazard drops(Change change) {
        String kind = change.id().kind().label();
        return new Hazard(
                HazardCode.DROPS_OTHER,
                Severity.WARNING,
                Decision.ALLOW,
                change.was().path(),
                scene.steps().stream()
                        .filter(step -> step.shape().command().startsWith("DROP ") && names(step, change.was()))
                        .map(Step::statement)
                        .findFirst()
                        .orElse(null),
                "The " + kind + " " + change.was().path()
                        + " is gone afterwards; no rows of tables go with it, but code that" + " still uses it fails"
                        + (change.id().kind() == ObjectKind.SEQUENCE ? ", and where it stood is lost." : "."),
                "-- first release code that does without it, then drop it in a later bundle");
    }

    private Stream<Hazard> cascades(Step step) {
        boolean drops = step.shape().command().startsWith("DROP ")
                || (step.is("ALTER TABLE") && !step.shape().actions().isEmpty());
        if (!drops || !step.shape().cascades()) {
            return Stream.of();
        }
        List<ObjectId> along =
                removed().filter(id -> !names(step, id) && isAlong(step, id)).toList();
        return along.isEmpty() ? Stream.of() : Stream.of(cascade(step, along));
    }

    /** What belongs to a dropped object goes with it in any case; foreign keys of other tables do not. */
    private boolean isAlong(Step step, ObjectId id) {
        boolean column = id.kind() == ObjectKind.COLUMN
                && step.shape().actions().stream()
                        .anyMatch(action -> Names.quote(action.name()).equals(id.name()));
        boolean part = !id.relation().isEmpty() && relations.contains(id.relation());
        boolean standsAlone = USED_BY_NAME.contains(id.kind()) || id.kind() == ObjectKind.TABLE;
        boolean dependent = Set.of(ObjectKind.CONSTRAINT, ObjectKind.TRIGGER, ObjectKind.POLICY, ObjectKind.COLUMN)
                .contains(id.kind());
        return !column && !part && (standsAlone || dependent) && !isNamedElsewhere(step, id);
    }

    private boolean isNamedElsewhere(Step step, ObjectId id) {
        return scene.steps().stream()
                .filter(other -> !other.equals(step))
                .anyMatch(other -> (other.shape().command().startsWith("DROP ") && names(other, id))
                        || other.shape().actions().stream()
                                .anyMatch(action -> Names.quote(action.name()).equals(id.name())));
    }

    private static Hazard cascade(Step step, List<ObjectId> along) {
        List<String> named =
                along.stream().map(id -> id.kind().label() + " " + id.path()).toList();
        return new Hazard(
                HazardCode.CASCADES,
                Severity.WARNING,
                Decision.ALLOW,
                step.shape().object(),
                step.statement(),
                "CASCADE takes along what the statement does not name: " + Amounts.names(named)
                        + ". On a target where more depends on it, more goes.",
                along.stream()
                        .map(Drops::drop)
                        .collect(Collectors.joining(
                                "\n", "-- say what is to go, and leave CASCADE out: then nothing goes unseen\n", "")));
    }

    private static String drop(ObjectId id) {
        return switch (id.kind()) {
            case CONSTRAINT -> "ALTER TABLE " + id.relation() + " DROP CONSTRAINT " + id.name() + ";";
            case COLUMN -> "ALTER TABLE " + id.relation() + " DROP COLUMN " + id.name() + ";";
            case TRIGGER, POLICY ->
                "DROP " + id.kind().label().toUpperCase(Locale.ROOT) + " " + id.name() + " ON " + id.relation() + ";";
            case ENUM, COMPOSITE, RANGE -> "DROP TYPE " + id.name() + ";";
            default -> "DROP " + id.kind().label().toUpperCase(Locale.ROOT) + " " + id.name() + ";";
        };
    }

    private Stream<ObjectId> removed() {
        return scene.diff().changes().stream()
                .filter(change -> change.action() == Change.Action.REMOVED)
                .map(Change::was);
    }

    /** Whether a statement says the object's name; for functions without their arguments. */
    private static boolean names(Step step, ObjectId id) {
        String plain = Names.last(id.name().replaceFirst("\\(.*", ""));
        boolean object = step.shape().objects().stream()
                .anyMatch(name -> Names.last(name).equals(plain));
        boolean itself = object && id.relation().isEmpty();
        boolean part =
                !id.relation().isEmpty() && Names.last(step.shape().name()).equals(plain);
        return itself || part;
    }
}
