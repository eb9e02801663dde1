package dev.skein.plan.review;

import dev.skein.plan.facts.TargetFacts.Foreign;
import dev.skein.plan.guard.RunText;
import dev.skein.plan.hazard.Decision;
import dev.skein.plan.hazard.Hazard;
import dev.skein.plan.hazard.HazardCode;
import dev.skein.plan.hazard.Severity;
import dev.skein.plan.sql.AlterAction;
import dev.skein.plan.sql.Names;
import dev.skein.plan.sql.Shape;
import dev.skein.plan.sql.Words;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Definitions that only their owners may change. In a shadow all belongs to the role that tries, so it does not fail there. */
final class Ownership {
    private static final Set<String> BY_INDEX = Set.of("DROP INDEX", "ALTER INDEX", "REINDEX INDEX");

    private static final Set<String> OF_OWNER = Set.of(
            "ALTER TABLE",
            "ALTER VIEW",
            "ALTER MATERIALIZED VIEW",
            "ALTER FOREIGN TABLE",
            "ALTER TRIGGER",
            "ALTER POLICY",
            "ALTER RULE",
            "CREATE INDEX",
            "CREATE VIEW",
            "CREATE POLICY",
            "CREATE RULE",
            "CREATE STATISTICS",
            "DROP TABLE",
            "DROP VIEW",
            "DROP MATERIALIZED VIEW",
            "DROP FOREIGN TABLE",
            "DROP TRIGGER",
            "DROP POLICY",
            "DROP RULE",
            "COMMENT ON TABLE",
            "COMMENT ON COLUMN",
            "COMMENT ON VIEW",
            "COMMENT ON CONSTRAINT",
            "COMMENT ON TRIGGER",
            "COMMENT ON POLICY");

    /** Whoever owns the schema may drop what is in it. */
    private static final Set<String> OF_SCHEMA_OWNER =
            Set.of("DROP TABLE", "DROP VIEW", "DROP MATERIALIZED VIEW", "DROP FOREIGN TABLE", "DROP INDEX");

    /** What is done to each partition too, with the same question for each. */
    private static final Set<AlterAction.Kind> DESCENDING = EnumSet.of(
            AlterAction.Kind.ADD_COLUMN,
            AlterAction.Kind.DROP_COLUMN,
            AlterAction.Kind.ALTER_TYPE,
            AlterAction.Kind.SET_NOT_NULL,
            AlterAction.Kind.DROP_NOT_NULL,
            AlterAction.Kind.SET_DEFAULT,
            AlterAction.Kind.DROP_DEFAULT,
            AlterAction.Kind.ADD_CHECK,
            AlterAction.Kind.RENAME_COLUMN);

    private final Scene scene;

    private Ownership(Scene scene) {
        this.scene = scene;
    }

    static Stream<Hazard> find(Scene scene) {
        Ownership rules = new Ownership(scene);
        return scene.steps().stream().flatMap(rules::refused);
    }

    private Stream<Hazard> refused(Step step) {
        boolean later = step.is("CREATE FUNCTION", "CREATE PROCEDURE");
        List<Shape> commands = later
                ? List.of(step.shape())
                : RunText.commands(step.statement().text()).stream()
                        .map(Shape::of)
                        .toList();
        return scene.facts().foreign().stream()
                .filter(foreign -> commands.stream().anyMatch(command -> isRefused(command, foreign)))
                .map(foreign -> hazard(step, foreign));
    }

    private boolean isRefused(Shape command, Foreign foreign) {
        if (OF_SCHEMA_OWNER.contains(command.command()) && foreign.inOwnSchema()) {
            return false;
        }
        if (BY_INDEX.contains(command.command())) {
            return scene.before().objects().keySet().stream()
                    .filter(id -> id.relation().equals(foreign.part()))
                    .anyMatch(id -> command.objects().stream()
                            .anyMatch(name -> Names.last(name).equals(Names.last(id.name()))));
        }
        return owned(command).anyMatch(name -> means(name, foreign.part()))
                || (descends(command) && means(command.object(), foreign.asked()));
    }

    /** The relations of which a command asks that its role owns them. */
    private static Stream<String> owned(Shape command) {
        if (!OF_OWNER.contains(command.command())) {
            return parent(command).stream();
        }
        List<String> names = new ArrayList<>(command.objects());
        command.actions().stream()
                .filter(action -> action.kind() == AlterAction.Kind.ATTACH_PARTITION)
                .map(AlterAction::name)
                .forEach(names::add);
        return names.stream();
    }

    /** CREATE TABLE … PARTITION OF a table. */
    private static List<String> parent(Shape command) {
        Words words = command.words();
        int of = command.command().equals("CREATE TABLE") ? words.find(0, "PARTITION", "OF") : -1;
        if (of < 0) {
            return List.of();
        }
        int end = of + 3;
        while (words.at(end, ".")) {
            end += 2;
        }
        return List.of(words.text(of + 2, Math.min(end, words.size())));
    }

    private static boolean descends(Shape command) {
        return command.actions().stream().anyMatch(action -> DESCENDING.contains(action.kind()));
    }

    private static boolean means(String written, String relation) {
        List<String> end = Names.parts(written);
        List<String> whole = Names.parts(relation);
        return !end.isEmpty()
                && end.size() <= whole.size()
                && whole.subList(whole.size() - end.size(), whole.size()).equals(end);
    }

    private static Hazard hazard(Step step, Foreign foreign) {
        String owner = Names.quote(foreign.owner());
        return new Hazard(
                HazardCode.NEEDS_OWNERSHIP,
                Severity.DANGER,
                Decision.BLOCK,
                foreign.part(),
                step.statement(),
                foreign.part() + " belongs to " + owner
                        + ", and the migrating role is no member of it: on the target the statement fails.",
                "-- as " + owner + " or a superuser, outside of the bundle\nALTER TABLE " + foreign.part()
                        + " OWNER TO <migrating role>;\n-- or let the role do what the owner may\nGRANT " + owner
                        + " TO <migrating role>;");
    }
}
