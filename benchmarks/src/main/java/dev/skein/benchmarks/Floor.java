package dev.skein.benchmarks;

import dev.skein.plan.schema.Leave;
import dev.skein.plan.schema.Snapshots;
import dev.skein.plan.shadow.Shadow;
import dev.skein.plan.shadow.ShadowUnavailable;
import dev.skein.plan.shadow.Shadows;
import dev.skein.target.TargetSession;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** What a plan by clone cannot do without, each alone. */
record Floor(LoadDatabase database, PgPrograms programs) {
    private static final String COPY = "load_copy";

    /** A fresh database, the schema copied into it, the database dropped. */
    void copy() throws IOException, SQLException {
        inFresh(() -> programs.copy(database.server(), database.name(), COPY, database.owner()));
    }

    /** A fresh database, dropped again. */
    void createAndDrop() throws IOException, SQLException {
        inFresh(() -> {});
    }

    void dump() throws IOException {
        programs.dump(database.server(), database.name(), database.owner());
    }

    /** Skein's own way of making a scratch database, and its end. */
    void shadow() throws SQLException {
        Shadows shadows = new Shadows(LoadDatabase.CONNECTOR, Plans.cloning(programs));
        try (TargetSession session = LoadDatabase.CONNECTOR.open(database.target(), "benchmark");
                Shadow shadow = shadows.create(database.target(), session, database.bundle())) {
            if (!shadow.missing().isEmpty()) {
                throw new IllegalStateException(shadow.missing().toString());
            }
        } catch (ShadowUnavailable e) {
            throw new IllegalStateException(e);
        }
    }

    /** One of the two snapshots. */
    void snapshot() throws SQLException {
        try (TargetSession session = LoadDatabase.CONNECTOR.open(database.target(), "benchmark")) {
            if (Snapshots.read(session.connection(), Leave.of(session))
                    .objects()
                    .isEmpty()) {
                throw new IllegalStateException("there is nothing in the snapshot");
            }
        }
    }

    private void inFresh(Work work) throws IOException, SQLException {
        try (Connection connection = database.server().connect("postgres", database.owner());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + COPY + " TEMPLATE template0");
            try {
                work.run();
            } finally {
                statement.execute("DROP DATABASE " + COPY + " WITH (FORCE)");
            }
        }
    }
}
