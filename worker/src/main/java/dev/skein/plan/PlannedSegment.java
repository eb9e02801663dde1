package dev.skein.plan;

import dev.skein.plan.segment.Segment;
import dev.skein.plan.trace.Touch;
import dev.skein.plan.trace.TracedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What is applied in one go, with what its statements did where they were tried. */
public record PlannedSegment(Segment segment, List<TracedStatement> statements) {
    /** Copies the statements. */
    public PlannedSegment {
        statements = List.copyOf(statements);
    }

    static List<PlannedSegment> of(List<Segment> segments, List<TracedStatement> traced) {
        List<PlannedSegment> planned = new ArrayList<>();
        for (Segment segment : segments) {
            planned.add(new PlannedSegment(
                    segment,
                    traced.stream()
                            .filter(statement -> segment.files()
                                    .contains(statement.statement().file()))
                            .toList()));
        }
        return planned;
    }

    /** The relations that the statements of the segments touch, under the names that the target has for them now; a
     * partition goes by the name of the table that it is a part of. */
    static Set<String> touched(List<PlannedSegment> segments) {
        return segments.stream()
                .flatMap(segment -> segment.statements().stream())
                .flatMap(statement -> statement.touches().stream())
                .map(Touch::relation)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
