package dev.skein.rig;

import java.util.List;
import java.util.function.Function;

/**
 * Where a worker is killed.
 *
 * @param step of its path
 * @param obstacle what stops it there
 */
record KillPoint(String step, Function<Obstacles, Obstacle> obstacle) implements Trial {
    /** Every step from the message to its end. */
    static final List<KillPoint> ALL = List.of(
            new KillPoint("the message is received, and on its way", Obstacles::received),
            new KillPoint("the message has come", at -> at.awsRequest("^GET /[^ ]+/runs/")),
            new KillPoint("in check, before the download", at -> at.awsRequest("^HEAD /[^ ]+/bundles/")),
            new KillPoint("in check, in the download", at -> at.awsAnswer("^GET /[^ ]+/bundles/")),
            new KillPoint("in plan, in the scratch database", at -> at.scratch("INSERT INTO ledger")),
            new KillPoint("in plan, before it is stored", at -> at.awsRequest("^PUT /[^ ]+/plan\\.json")),
            new KillPoint("after plan, before apply", at -> at.awsAnswer("^PUT /[^ ]+/plan\\.json")),
            new KillPoint("the run is noted in the database", at -> at.answer("INSERT INTO skein.run", "COMMIT")),
            new KillPoint("in a transaction that waits for a lock", Obstacles::lock),
            new KillPoint("in a transaction, before COMMIT", at -> at.statement("INSERT INTO ledger", "COMMIT")),
            new KillPoint("in COMMIT, its answer on its way", at -> at.answer("INSERT INTO ledger", "COMMIT")),
            new KillPoint(
                    "after a statement and its mark, without a transaction",
                    at -> at.answer("INSERT INTO ledger.*2 before", "COMMIT")),
            new KillPoint(
                    "before CREATE INDEX CONCURRENTLY, which is noted",
                    at -> at.statement("CREATE INDEX CONCURRENTLY")),
            new KillPoint("in CREATE INDEX CONCURRENTLY, waiting for a writer", Obstacles::writer),
            new KillPoint("in CREATE INDEX CONCURRENTLY, waiting for a snapshot", Obstacles::snapshot),
            new KillPoint(
                    "after CREATE INDEX CONCURRENTLY, before its mark",
                    at -> at.statement("CREATE INDEX CONCURRENTLY", "INSERT INTO skein.journal")),
            new KillPoint("in REINDEX CONCURRENTLY, waiting for a snapshot", Obstacles::reindex),
            new KillPoint("in DETACH PARTITION CONCURRENTLY, waiting for a reader", Obstacles::reader),
            new KillPoint(
                    "after the last statement of that migration, before its entry in the history",
                    at -> at.statement("INSERT INTO ledger.*2 after", "INSERT INTO .*flyway_schema_history")),
            new KillPoint("after apply, before the run is noted as applied", at -> at.statement("UPDATE skein.run")),
            new KillPoint(
                    "after apply, before the outcome is stored", at -> at.awsRequest("^PUT /[^ ]+/outcome\\.json")),
            new KillPoint(
                    "the outcome is stored, the answer on its way", at -> at.awsAnswer("^PUT /[^ ]+/outcome\\.json")),
            new KillPoint("after the outcome, before latest.json", at -> at.awsRequest("^PUT /[^ ]+/latest\\.json")),
            new KillPoint("after the outcome, before it is published", at -> at.awsRequest("Action=Publish")),
            new KillPoint("the outcome is published, the answer on its way", at -> at.awsAnswer("Action=Publish")),
            new KillPoint("after publish, before the message is deleted", at -> at.awsRequest("DeleteMessage")),
            new KillPoint("the message is deleted, the answer on its way", at -> at.awsAnswer("DeleteMessage")));

    /** Puts the obstacle in the way of the scene's worker. */
    Obstacle put(Scene scene) {
        return obstacle.apply(new Obstacles(scene));
    }

    @Override
    public String title() {
        return "killed: " + step;
    }

    @Override
    public String toString() {
        return step;
    }
}
