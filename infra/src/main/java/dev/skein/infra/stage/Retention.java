package dev.skein.infra.stage;

/**
 * How long what lies in the bucket is kept, in days. Bundles are kept.
 *
 * @param runs plans, outcomes, requests and answers; the worker tells a reused version by them
 * @param oldVersions what was replaced or deleted; longer than a dead letter waits, which is redriven by its version
 */
public record Retention(int runs, int oldVersions) {
    private static final int TEN_YEARS = 3_650;
    private static final int DEAD_LETTERS = 14;

    public Retention {
        new Check()
                .range("runs-days", runs, DEAD_LETTERS + 1, TEN_YEARS)
                .range("old-versions-days", oldVersions, DEAD_LETTERS + 1, TEN_YEARS)
                .done();
    }
}
