package dev.skein.plan.probe;

import dev.skein.plan.sql.AlterAction;
import dev.skein.plan.sql.Names;
import dev.skein.plan.sql.Shape;
import dev.skein.plan.trace.LockMode;
import dev.skein.plan.trace.TracedStatement;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The bundle's statements in the order in which they ran, and what their words say. */
final class Story {
    private final List<Step> steps;

    Story(List<TracedStatement> trace) {
        steps = IntStream.range(0, trace.size())
                .mapToObj(place -> new Step(
                        place, trace.get(place), Shape.of(trace.get(place).statement())))
                .toList();
    }

    /** A statement, its place from 0, and its words. */
    record Step(int place, TracedStatement traced, Shape shape) {
        /** Whether its words name this table; a qualified name has to agree in the schema too. */
        boolean isAbout(String relation) {
            List<String> name = Names.parts(relation);
            return shape.objects().stream()
                    .map(Names::parts)
                    .anyMatch(written -> !written.isEmpty() && endsWith(name, written));
        }

        private static boolean endsWith(List<String> name, List<String> written) {
            int more = name.size() - written.size();
            return more >= 0 && name.subList(more, name.size()).equals(written);
        }
    }

    List<Step> steps() {
        return steps;
    }

    /** The first statement about a table, by its name before or after, that is as described. */
    Optional<Step> first(Tables tables, Predicate<Step> is) {
        return steps.stream()
                .filter(step -> step.isAbout(tables.was()) || step.isAbout(tables.now()))
                .filter(is)
                .findFirst();
    }

    /** The first statement that alters a table in this way. */
    Optional<Step> altering(Tables tables, Predicate<AlterAction> is) {
        return first(tables, step -> step.shape().actions().stream().anyMatch(is));
    }

    /** The first ALTER DOMAIN of a domain that adds, sets or validates something. */
    Optional<Step> domain(String name) {
        return steps.stream()
                .filter(step -> step.shape().command().equals("ALTER DOMAIN") && step.isAbout(name))
                .filter(step -> step.shape().has("ADD")
                        || step.shape().has("SET", "NOT", "NULL")
                        || step.shape().has("VALIDATE"))
                .findFirst();
    }

    /** The ways in which a table is altered, in order. */
    Stream<AlterAction> actions(Tables tables) {
        return steps.stream()
                .filter(step -> step.isAbout(tables.was()) || step.isAbout(tables.now()))
                .flatMap(step -> step.shape().actions().stream());
    }

    /** The last statement that kept writers away from a table: it may be the one that demands something of its rows. */
    Optional<Step> lastLocking(String relation) {
        OptionalInt last = IntStream.range(0, steps.size())
                .filter(place -> steps.get(place).traced().touches().stream()
                        .anyMatch(touch -> touch.relation().equals(relation)
                                && touch.mode().compareTo(LockMode.SHARE) >= 0))
                .max();
        return last.isPresent() ? Optional.of(steps.get(last.getAsInt())) : Optional.empty();
    }

    /** A table's qualified names before and after the bundle. */
    record Tables(String was, String now) {}
}
