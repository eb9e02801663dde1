package dev.skein.benchmarks;

import java.util.Comparator;
import java.util.List;

/**
 * A wait for an answer: from the last byte of a request to the last byte of its answer, as {@link System#nanoTime} counts.
 *
 * @param asked what was asked for, such as {@code S3} or {@code SQS ReceiveMessage}
 * @param size of the answer, in bytes
 */
record Span(String asked, long from, long to, long size) {
    /** How long some waits were inside another time, those at the same moment once. */
    static long covered(List<Span> spans, long from, long to) {
        long covered = 0;
        long until = from;
        for (Span span :
                spans.stream().sorted(Comparator.comparingLong(Span::from)).toList()) {
            long begin = Math.max(until, span.from);
            long end = Math.min(to, span.to);
            if (end > begin) {
                covered += end - begin;
                until = end;
            }
        }
        return covered;
    }
}
