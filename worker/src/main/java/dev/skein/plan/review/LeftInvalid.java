package dev.skein.plan.review;

import dev.skein.plan.hazard.Decision;
import dev.skein.plan.hazard.Hazard;
import dev.skein.plan.hazard.HazardCode;
import dev.skein.plan.hazard.Severity;
import dev.skein.plan.schema.Change;
import dev.skein.plan.schema.Field;
import dev.skein.plan.schema.ObjectId;
import dev.skein.plan.schema.ObjectKind;
import dev.skein.plan.sql.Names;
import java.util.Optional;
import java.util.stream.Stream;

/** INVALID indexes and constraints that no row was checked for. */
final class LeftInvalid {
    private final Scene scene;

    private LeftInvalid(Scene scene) {
        this.scene = scene;
    }

    static Stream<Hazard> find(Scene scene) {
        LeftInvalid rules = new LeftInvalid(scene);
        return Stream.concat(
                scene.facts().invalid().stream().flatMap(rules::there),
                scene.diff().of(ObjectKind.CONSTRAINT).flatMap(rules::left));
    }

    /** @param entry as {@code table: name} */
    private Stream<Hazard> there(String entry) {
        int colon = entry.lastIndexOf(": ");
        String relation = colon < 0 ? "" : entry.substring(0, colon);
        String name = entry.substring(colon + 2 - (colon < 0 ? 1 : 0));
        Optional<Step> skips = scene.steps("CREATE INDEX")
                .filter(step -> step.shape().has("IF", "NOT", "EXISTS"))
                .filter(step -> Names.last(step.shape().name()).equals(Names.last(name)))
                .findFirst();
        return isMended(relation, name)
                ? Stream.of()
                : Stream.of(new Hazard(
                        HazardCode.LEFT_INVALID,
                        skips.isPresent() ? Severity.DANGER : Severity.NOTE,
                        Decision.ALLOW,
                        relation + "." + name,
                        skips.map(Step::statement).orElse(null),
                        name + " of " + relation + " is not valid already now"
                                + (skips.isPresent()
                                        ? "; because of IF NOT EXISTS the statement would leave it so, and say that all is well."
                                        : ": an index is kept up and not used, a constraint does not hold for older rows."),
                        mended(relation, name)));
    }

    private boolean isMended(String relation, String name) {
        boolean dropped = scene.diff().changes().stream()
                .filter(change -> change.action() == Change.Action.REMOVED)
                .anyMatch(change -> change.was().relation().equals(relation)
                        && change.was().name().equals(name));
        boolean validated = scene.diff().changes().stream()
                .filter(change -> change.was().relation().equals(relation)
                        && change.was().name().equals(name))
                .anyMatch(change -> !change.before(Field.VALID).isEmpty()
                        && change.after(Field.VALID).isEmpty());
        return dropped || validated;
    }

    private String mended(String relation, String name) {
        boolean constraint = scene.before()
                .find(new ObjectId(ObjectKind.CONSTRAINT, relation, name))
                .isPresent();
        return constraint
                ? "ALTER TABLE " + relation + " VALIDATE CONSTRAINT " + name + ";"
                : "-- in a migration of its own: it cannot run in a transaction\nREINDEX INDEX CONCURRENTLY "
                        + NewName.beside(relation, Names.last(name)) + ";";
    }

    private Stream<Hazard> left(Change change) {
        boolean added = change.action() == Change.Action.ADDED
                && !change.after(Field.VALID).isEmpty();
        return added && scene.tables().stays(change.id().relation())
                ? Stream.of(new Hazard(
                        HazardCode.LEFT_INVALID,
                        Severity.NOTE,
                        Decision.ALLOW,
                        change.id().path(),
                        null,
                        change.id().path()
                                + " is NOT VALID after this bundle: it binds new rows, and says nothing of those that"
                                + " are there until it is validated.",
                        "-- in a later migration: reads and writes go on meanwhile\nALTER TABLE "
                                + change.id().relation() + " VALIDATE CONSTRAINT "
                                + change.id().name() + ";"))
                : Stream.of();
    }
}
