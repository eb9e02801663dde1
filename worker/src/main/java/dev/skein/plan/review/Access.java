package dev.skein.plan.review;

import dev.skein.plan.hazard.Decision;
import dev.skein.plan.hazard.Hazard;
import dev.skein.plan.hazard.HazardCode;
import dev.skein.plan.hazard.Severity;
import dev.skein.plan.schema.Change;
import dev.skein.plan.schema.Field;
import dev.skein.plan.schema.ObjectId;
import dev.skein.plan.schema.ObjectKind;
import dev.skein.plan.schema.SchemaObject;
import dev.skein.plan.sql.AlterAction;
import dev.skein.plan.sql.Names;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Who may see and do what afterwards, and which triggers no longer watch. */
final class Access {
    private final Scene scene;

    private Access(Scene scene) {
        this.scene = scene;
    }

    static Stream<Hazard> find(Scene scene) {
        Access rules = new Access(scene);
        return Stream.of(
                        scene.diff().changes().stream().flatMap(rules::grants),
                        scene.after().objects().values().stream().flatMap(rules::locksOut),
                        scene.diff().of(ObjectKind.TABLE).flatMap(rules::opens),
                        scene.steps().stream().flatMap(rules::disables))
                .flatMap(hazards -> hazards);
    }

    private Stream<Hazard> grants(Change change) {
        List<String> before = toAll(change.before(Field.GRANTS));
        List<String> added = toAll(change.after(Field.GRANTS)).stream()
                .filter(right -> !before.contains(right))
                .toList();
        return added.isEmpty()
                ? Stream.of()
                : Stream.of(new Hazard(
                        HazardCode.GRANTS_TO_PUBLIC,
                        Severity.WARNING,
                        Decision.ALLOW,
                        change.id().path(),
                        scene.steps("GRANT")
                                .filter(step -> step.shape().has("PUBLIC"))
                                .filter(step -> step.shape().objects().stream()
                                        .anyMatch(object -> Names.last(object)
                                                .equals(Names.last(change.id().name()))))
                                .map(Step::statement)
                                .findFirst()
                                .orElse(null),
                        "Every role that can connect gets " + String.join(", ", added) + " on the "
                                + change.id().kind().label() + " " + change.id().path()
                                + ", also roles that are made later.",
                        "-- instead of TO PUBLIC, to those who need it\nGRANT " + String.join(", ", added) + " ON "
                                + on(change.id()) + " TO <role>;"));
    }

    private static String on(ObjectId id) {
        return switch (id.kind()) {
            case FUNCTION, PROCEDURE, SCHEMA, SEQUENCE -> id.kind().label().toUpperCase(Locale.ROOT) + " " + id.name();
            case COLUMN -> "(" + id.name() + ") ON " + id.relation();
            default -> id.name();
        };
    }

    /** What PUBLIC has, of a text such as {@code app: SELECT; PUBLIC: SELECT, UPDATE}. */
    private static List<String> toAll(String grants) {
        return Arrays.stream(grants.split("; "))
                .filter(grant -> grant.startsWith("PUBLIC: "))
                .flatMap(grant ->
                        Arrays.stream(grant.substring("PUBLIC: ".length()).split(", ")))
                .filter(right -> !right.equals("nothing"))
                .toList();
    }

    private Stream<Hazard> locksOut(SchemaObject table) {
        boolean closed = table.id().kind() == ObjectKind.TABLE
                && table.text(Field.ROW_SECURITY).contains("enabled")
                && scene.after().of(table.id().name(), ObjectKind.POLICY).isEmpty();
        return closed && !wasClosed(table)
                ? Stream.of(new Hazard(
                        HazardCode.ROW_SECURITY_WITHOUT_POLICY,
                        Severity.WARNING,
                        Decision.ALLOW,
                        table.id().name(),
                        scene.statement(
                                        scene.tables().earlier(table.id().name()),
                                        action -> action.kind() == AlterAction.Kind.ENABLE_ROW_SECURITY)
                                .orElse(null),
                        table.id().name()
                                + " has row security and no policy: roles other than its owner see no row and may"
                                + " write none"
                                + (table.text(Field.ROW_SECURITY).contains("forced") ? ", nor may its owner" : "")
                                + ".",
                        "CREATE POLICY <name> ON " + table.id().name() + " TO <role> USING (<condition>);"))
                : Stream.of();
    }

    private boolean wasClosed(SchemaObject table) {
        String earlier = scene.tables().earlier(table.id().name());
        Optional<SchemaObject> before = scene.before().find(new ObjectId(ObjectKind.TABLE, "", earlier));
        return before.filter(was -> was.text(Field.ROW_SECURITY).contains("enabled")
                        && scene.before().of(earlier, ObjectKind.POLICY).isEmpty())
                .isPresent();
    }

    private Stream<Hazard> opens(Change change) {
        boolean off = change.action() != Change.Action.REMOVED
                && change.before(Field.ROW_SECURITY).contains("enabled")
                && !change.after(Field.ROW_SECURITY).contains("enabled");
        return off
                ? Stream.of(new Hazard(
                        HazardCode.DISABLES_ROW_SECURITY,
                        Severity.DANGER,
                        Decision.ALLOW,
                        change.was().name(),
                        scene.statement(
                                        change.was().name(),
                                        action -> action.kind() == AlterAction.Kind.DISABLE_ROW_SECURITY)
                                .orElse(null),
                        "Roles with SELECT on " + change.was().name()
                                + " see all its rows from then on; its policies stay, and count for nothing.",
                        "-- for one role, and for a time\nALTER ROLE <role> BYPASSRLS;\n-- or by a policy\nCREATE POLICY <name> ON "
                                + change.was().name() + " TO <role> USING (true);"))
                : Stream.of();
    }

    private Stream<Hazard> disables(Step step) {
        return step.subject().isEmpty()
                ? Stream.of()
                : step.actions(AlterAction.Kind.DISABLE_TRIGGER)
                        .limit(1)
                        .map(action -> disabled(step, action, isEnabledLater(step)));
    }

    private Hazard disabled(Step step, AlterAction action, boolean again) {
        return new Hazard(
                HazardCode.DISABLES_TRIGGERS,
                again ? Severity.NOTE : Severity.WARNING,
                Decision.ALLOW,
                step.subject(),
                step.statement(),
                "Triggers of " + step.subject() + " do not fire "
                        + (again ? "until a later statement enables them again" : "from then on, for anybody")
                        + ": what they check or write is left out (" + action.text() + ").",
                "-- for what the migration writes alone: have the trigger's function look at a setting\n"
                        + "SET LOCAL app.quiet = 'on';\n-- IF current_setting('app.quiet', true) = 'on' THEN RETURN NEW; END IF;");
    }

    private boolean isEnabledLater(Step step) {
        return scene.steps().stream()
                .dropWhile(other -> !other.equals(step))
                .filter(other -> other.subject().equals(step.subject()))
                .anyMatch(other ->
                        other.actions(AlterAction.Kind.ENABLE_TRIGGER).findAny().isPresent());
    }
}
