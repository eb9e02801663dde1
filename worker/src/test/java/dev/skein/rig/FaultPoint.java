package dev.skein.rig;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * A fault of the network or of a service, through which one and the same worker goes.
 *
 * @param fault what happens, and when
 * @param course uploads a version, and lets it happen
 */
record FaultPoint(String fault, Ordeal course) implements Trial {
    /** The SDK's own tries, and half of them again when the message comes back. */
    private static final int TIMES = 6;

    private static final Duration SLOW = Duration.ofMillis(15);

    /** All of them. */
    static final List<FaultPoint> ALL = List.of(
            new FaultPoint("PostgreSQL's connections are reset in a transaction", reset(Obstacles::lock)),
            new FaultPoint(
                    "PostgreSQL's connections are reset in CREATE INDEX CONCURRENTLY", reset(Obstacles::snapshot)),
            new FaultPoint(
                    "PostgreSQL's connections are reset in COMMIT, its answer is lost",
                    reset(at -> at.answer("INSERT INTO ledger", "COMMIT"))),
            new FaultPoint(
                    "PostgreSQL's connections are reset in the COMMIT that begins the run, its answer is lost",
                    reset(at -> at.answer("INSERT INTO skein.run", "COMMIT"))),
            new FaultPoint(
                    "PostgreSQL's connections are reset in the COMMIT of a statement and its mark, its answer is lost",
                    reset(at -> at.answer("INSERT INTO ledger.*2 before", "COMMIT"))),
            new FaultPoint(
                    "PostgreSQL's connections are reset in the dry run", reset(at -> at.scratch("INSERT INTO ledger"))),
            new FaultPoint("PostgreSQL takes no connections when the run begins", FaultPoint::refused),
            new FaultPoint("the network to PostgreSQL hangs in a transaction, and comes back", FaultPoint::hung),
            new FaultPoint("S3 answers 503 to the download", unavailable("^GET /[^ ]+/bundles/")),
            new FaultPoint("S3 answers 503 to the outcome", unavailable("^PUT /[^ ]+/outcome\\.json")),
            new FaultPoint("S3 answers 503 to latest.json", unavailable("^PUT /[^ ]+/latest\\.json")),
            new FaultPoint("S3's answer to the outcome is lost", lost("^PUT /[^ ]+/outcome\\.json")),
            new FaultPoint("SNS answers 503 to publish", unavailable("Action=Publish")),
            new FaultPoint("SNS's answer to publish is lost", lost("Action=Publish")),
            new FaultPoint("SQS answers 503 to receive", unavailable("(?s)ReceiveMessage.*-uploads")),
            new FaultPoint("SQS answers 503 to delete", FaultPoint::undeleted),
            new FaultPoint("SQS's answer to delete is lost", lost("DeleteMessage")),
            new FaultPoint("everything is slow", FaultPoint::slow));

    /** Uploads the scene's next version and makes the fault. */
    @FunctionalInterface
    interface Ordeal {
        void undergo(Scene scene) throws InterruptedException;
    }

    private static Ordeal reset(Function<Obstacles, Obstacle> where) {
        return scene -> {
            try (Obstacle obstacle = where.apply(new Obstacles(scene))) {
                scene.upload();
                obstacle.await();
                scene.worker().network().postgres().cut();
            }
        };
    }

    private static Ordeal unavailable(String request) {
        return scene -> {
            Trap trap = scene.worker().network().aws().set(Fault.UNAVAILABLE, Moment.of(request), TIMES);
            scene.upload();
            trap.await();
        };
    }

    private static Ordeal lost(String request) {
        return scene -> {
            FaultProxy aws = scene.worker().network().aws();
            Trap trap = aws.set(Fault.HOLD_ANSWER, Moment.of(request));
            scene.upload();
            trap.await();
            aws.cut();
        };
    }

    private static void refused(Scene scene) {
        FaultProxy postgres = scene.worker().network().postgres();
        postgres.refuse();
        scene.upload();
        scene.worker().awaitSaying("\"message\":\"waiting\"");
        postgres.pass();
    }

    /** For as long as it takes until the message is kept hidden once more: a third of its visibility timeout. */
    private static void hung(Scene scene) throws InterruptedException {
        Network network = scene.worker().network();
        Obstacle reached = new Obstacles(scene).statement("INSERT INTO ledger");
        scene.upload();
        reached.await();
        network.postgres().hang();
        Trap heartbeat = network.aws().set(Fault.HOLD_REQUEST, Moment.of("ChangeMessageVisibility"));
        heartbeat.await();
        heartbeat.release();
        network.postgres().pass();
    }

    private static void undeleted(Scene scene) throws InterruptedException {
        Trap trap = scene.worker().network().aws().set(Fault.UNAVAILABLE, Moment.of("DeleteMessage"), TIMES);
        scene.upload();
        trap.await();
        scene.worker().awaitSaying("\"message\":\"message not finished\"");
        scene.expire(scene.worker());
    }

    private static void slow(Scene scene) {
        Network network = scene.worker().network();
        network.aws().slow(SLOW);
        network.postgres().slow(SLOW);
        scene.awaitEnd(scene.upload());
        network.aws().pass();
        network.postgres().pass();
    }

    @Override
    public String title() {
        return fault;
    }

    @Override
    public String toString() {
        return fault;
    }
}
