package dev.skein.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Uploads of an idle system as a table; each line has percentiles of its own, which do not add up. */
final class LatencyTable {
    private static final double P50 = 0.50;
    private static final double P99 = 0.99;

    private final List<Moments> all;
    private final Table table = new Table("milliseconds", "p50", "p99", "most");

    private LatencyTable(List<Moments> all) {
        this.all = all;
    }

    static Table of(List<Moments> all) {
        LatencyTable table = new LatencyTable(all);
        table.row("upload to outcome", one -> Duration.between(one.begun(), one.seen()));
        table.row("  upload to startedAt", one -> Duration.between(one.begun(), one.started()));
        table.row("  startedAt to finishedAt", one -> Duration.between(one.started(), one.finished()));
        table.row("  finishedAt to outcome seen", one -> Duration.between(one.finished(), one.seen()));
        table.row("message received to deleted", one -> one.waits().length());
        table.row("  waiting for S3", one -> one.waits().on("s3"));
        table.row("  waiting for SQS", one -> one.waits().on("sqs"));
        table.row("  waiting for SNS", one -> one.waits().on("sns"));
        table.row("  waiting for PostgreSQL", one -> one.waits().on("postgres"));
        table.row("  the worker's own share", one -> one.waits().own());
        return table.table;
    }

    private void row(String name, Function<Moments, Duration> part) {
        List<Duration> sorted = all.stream().map(part).sorted().toList();
        table.row(name, at(sorted, P50), at(sorted, P99), at(sorted, 1));
    }

    /** The nearest rank: so many of them are at most as long. */
    private static String at(List<Duration> sorted, double part) {
        int rank = Math.max(1, (int) Math.ceil(part * sorted.size()));
        return String.format(Locale.ROOT, "%.1f", Report.millis(sorted.get(rank - 1)));
    }
}
