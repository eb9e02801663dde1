package dev.skein.benchmarks;

import dev.skein.apply.Applier;
import dev.skein.apply.ApplyResult;
import dev.skein.apply.Progress;
import dev.skein.bundle.Bundle;
import dev.skein.intake.UploadTime;
import dev.skein.target.ApplySettings;
import dev.skein.target.RunTable;
import dev.skein.target.Succession;
import dev.skein.target.TargetSession;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** Skein's apply in this warm process, with the session and the lease that a run takes, and without a plan. */
final class SkeinTool implements Tool {
    private final String name;
    private final LearntBundle learnt = new LearntBundle();

    SkeinTool(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void learn(Migrations migrations) throws IOException {
        learnt.learn(migrations);
    }

    @Override
    public void migrate(Arena database) throws SQLException {
        Bundle bundle = learnt.bundle();
        String run = UUID.randomUUID().toString();
        try (TargetSession session = LoadDatabase.CONNECTOR.openRun(database.target(), run)) {
            session.requireWriter();
            session.takeLease(run, Succession.WAITS);
            RunTable.BundleFacts facts =
                    new RunTable.BundleFacts(bundle.id().name(), bundle.id().version(), bundle.sha256());
            new Applier(bundle, session, ApplySettings.DEFAULT, new Progress())
                    .apply(new RunTable.Row(run, 1, facts, "", UploadTime.of(Instant.now())), Map.of())
                    .match(new Success());
        }
    }

    /** Nothing else will do. */
    private static final class Success implements ApplyResult.Cases<Integer> {
        @Override
        public Integer applied(ApplyResult.Applied applied) {
            return applied.migrations().size();
        }

        @Override
        public Integer unchanged(ApplyResult.Unchanged unchanged) {
            return 0;
        }

        @Override
        public Integer refused(ApplyResult.Refused refused) {
            throw new IllegalStateException(refused.toString());
        }

        @Override
        public Integer stopped(ApplyResult.Stopped stopped) {
            throw new IllegalStateException(stopped.toString());
        }

        @Override
        public Integer violated(ApplyResult.Violated violated) {
            throw new IllegalStateException(violated.toString());
        }

        @Override
        public Integer undecided(ApplyResult.Undecided undecided) {
            throw new IllegalStateException(undecided.toString());
        }

        @Override
        public Integer cancelled(ApplyResult.Cancelled cancelled) {
            throw new IllegalStateException(cancelled.toString());
        }
    }
}
