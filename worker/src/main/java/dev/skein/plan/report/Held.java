package dev.skein.plan.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How a segment locks one table, statement by statement.
 *
 * @param relation its name
 * @param steps where the lock begins or becomes another one, in order
 */
record Held(String relation, List<Step> steps) {
    /**
     * From a statement on, this lock.
     *
     * @param from the first statement, counted from 0
     * @param until the statement after the last
     */
    record Step(int from, int until, Lock lock) {}

    /** The tables of a segment, in the order in which they are locked. */
    static List<Held> of(Item segment) {
        List<Statement> statements =
                segment.list("statements").stream().map(Statement::new).toList();
        Map<String, List<Step>> steps = new LinkedHashMap<>();
        IntStream.range(0, statements.size())
                .forEach(at -> statements
                        .get(at)
                        .touches()
                        .forEach(touch -> add(
                                steps.computeIfAbsent(touch.text("relation"), name -> new ArrayList<>()),
                                new Step(at, end(segment, at, statements.size()), Lock.of(touch)))));
        return steps.entrySet().stream()
                .map(entry -> new Held(entry.getKey(), List.copyOf(entry.getValue())))
                .toList();
    }

    /** What a transaction locks it holds to its end. */
    private static int end(Item segment, int at, int size) {
        return segment.flag("transaction") ? size : at + 1;
    }

    private static void add(List<Step> steps, Step next) {
        if (steps.isEmpty() || steps.get(steps.size() - 1).until() <= next.from()) {
            steps.add(next);
            return;
        }
        Step last = steps.get(steps.size() - 1);
        if (Lock.STRENGTH.compare(next.lock(), last.lock()) > 0) {
            steps.remove(last);
            if (next.from() > last.from()) {
                steps.add(new Step(last.from(), next.from(), last.lock()));
            }
            steps.add(next);
        }
    }

    Lock strongest() {
        return steps.stream().map(Step::lock).max(Lock.STRENGTH).orElseThrow();
    }

    int from() {
        return steps.get(0).from();
    }

    int until() {
        return steps.get(steps.size() - 1).until();
    }

    /** The strongest lock first. */
    static Comparator<Held> worst() {
        return Comparator.comparing(Held::strongest, Lock.STRENGTH).reversed();
    }
}
