package dev.skein.rig;

/** The obstacles that can be put in a scene's way: to its worker's messages, and to its next version. */
record Obstacles(Scene scene) {
    private static final String BUILDING =
            "SELECT EXISTS (SELECT FROM pg_stat_progress_create_index WHERE command = '%s' AND phase = '%s')";

    Obstacle awsRequest(String expression) {
        return Obstacle.of(network().aws().set(Fault.HOLD_REQUEST, Moment.of(expression)));
    }

    Obstacle awsAnswer(String expression) {
        return Obstacle.of(network().aws().set(Fault.HOLD_ANSWER, Moment.of(expression)));
    }

    /** The answer to a receive that brings a message: the request is held until there is one. */
    Obstacle received() {
        Moment receive = Moment.of("(?s)ReceiveMessage.*-uploads");
        return new LateObstacle(
                network().aws().set(Fault.HOLD_REQUEST, receive),
                () -> Obstacle.of(network().aws().set(Fault.HOLD_ANSWER, receive)));
    }

    /** A statement on the target, after others on the same connection. */
    Obstacle statement(String... expressions) {
        return Obstacle.of(network().postgres().set(Fault.HOLD_REQUEST, onTarget(expressions)));
    }

    /** The answer to a statement on the target, after others on the same connection. */
    Obstacle answer(String... expressions) {
        return Obstacle.of(network().postgres().set(Fault.HOLD_ANSWER, onTarget(expressions)));
    }

    /** A statement in the dry run's scratch database. */
    Obstacle scratch(String expression) {
        return Obstacle.of(network().postgres().set(Fault.HOLD_REQUEST, Moment.of("^database=skein_", expression)));
    }

    /** A lock that the first transaction of the next version needs. */
    Obstacle lock() {
        return new Obstacle.Session(
                scene.database(),
                "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND relation = 'ledger'::regclass)",
                "LOCK TABLE ledger IN SHARE MODE");
    }

    /** A transaction that writes to the table whose index is built. */
    Obstacle writer() {
        int before = scene.version();
        return new Obstacle.Session(
                scene.database(),
                BUILDING.formatted("CREATE INDEX CONCURRENTLY", "waiting for writers before build"),
                "DELETE FROM part_" + before + " WHERE id < 0");
    }

    /** A snapshot that is older than the index that is built. */
    Obstacle snapshot() {
        return new Obstacle.Session(
                scene.database(),
                BUILDING.formatted("CREATE INDEX CONCURRENTLY", "waiting for old snapshots"),
                "SELECT count(*) FROM report");
    }

    /** The same while the index is built again. */
    Obstacle reindex() {
        return new LateObstacle(
                network().postgres().set(Fault.HOLD_REQUEST, onTarget("REINDEX INDEX")),
                () -> new Obstacle.Session(
                        scene.database(),
                        BUILDING.formatted("REINDEX CONCURRENTLY", "waiting for old snapshots"),
                        "SELECT count(*) FROM report"));
    }

    /** A reader of the table from which a partition is detached. */
    Obstacle reader() {
        return new LateObstacle(
                network().postgres().set(Fault.HOLD_REQUEST, onTarget("DETACH PARTITION")),
                () -> new Obstacle.Session(
                        scene.database(),
                        "SELECT EXISTS (SELECT FROM pg_inherits WHERE inhdetachpending)",
                        "SELECT count(*) FROM share"));
    }

    private Moment onTarget(String... expressions) {
        String[] all = new String[expressions.length + 1];
        all[0] = "^database=" + scene.database().name() + "$";
        System.arraycopy(expressions, 0, all, 1, expressions.length);
        return Moment.of(all);
    }

    private Network network() {
        return scene.worker().network();
    }
}
