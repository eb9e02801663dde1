package dev.skein.rig;

/** A trial in which more than one worker, or the server itself, has a part. */
enum Scenario implements Trial {
    FENCED_COMMIT("taken over while the network to PostgreSQL hangs before COMMIT"),
    FENCED_MARK("taken over while the network to PostgreSQL hangs before a journal mark"),
    FENCED_INDEX("taken over while the network to PostgreSQL hangs in CREATE INDEX CONCURRENTLY"),
    FENCED_ALIVE("taken over while the first worker waits for a lock, alive and connected"),
    FURTHER_COPY("a further copy of the message comes while the first one is at work"),
    CROWD("ten workers, ten copies of one message"),
    RESTART_FAST("PostgreSQL is restarted in a transaction, mode fast"),
    RESTART_IMMEDIATE("PostgreSQL is restarted in a transaction, mode immediate"),
    RESTART_INDEX("PostgreSQL is restarted in CREATE INDEX CONCURRENTLY, mode immediate"),
    SOAK("killed at random moments of a series of uploads");

    private final String title;

    Scenario(String title) {
        this.title = title;
    }

    @Override
    public String title() {
        return title;
    }
}
