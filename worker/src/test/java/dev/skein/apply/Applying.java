package dev.skein.apply;

import dev.skein.bundle.Bundle;
import dev.skein.bundle.Sha256;
import dev.skein.intake.UploadTime;
import dev.skein.target.ApplySettings;
import dev.skein.target.RunTable;
import dev.skein.target.Succession;
import dev.skein.target.Target;
import dev.skein.target.TargetConnector;
import dev.skein.target.TargetSession;
import dev.skein.testing.TestBundle;
import dev.skein.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Applies bundles in tests, as a run does that has its plan. */
final class Applying {
    private final Target target;
    private int runs;
    private int attempts = 1;

    Applying(TestDatabase database) {
        this(database.target());
    }

    Applying(Target target) {
        this.target = target;
    }

    /** Applies scripts, given as name and content in turn; returns the files that were applied. */
    List<String> apply(String... scripts) {
        return applied(apply(ApplySettings.DEFAULT, scripts));
    }

    ApplyResult apply(ApplySettings settings, String... scripts) {
        Bundle bundle = TestBundle.of(scripts);
        try (TargetSession session = new TargetConnector(Duration.ofSeconds(10)).open(target, "test")) {
            session.takeLease("orders/orders/1/" + runs, Succession.TAKES_OVER);
            return new Applier(bundle, session, settings, new Progress()).apply(row(bundle), Map.of());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Redrives the run that was applied last. */
    ApplyResult again(String... scripts) {
        attempts++;
        runs--;
        return apply(ApplySettings.DEFAULT, scripts);
    }

    /** Takes the attempt before up again. */
    ApplyResult takeUp(String... scripts) {
        runs--;
        return apply(ApplySettings.DEFAULT, scripts);
    }

    private RunTable.Row row(Bundle bundle) {
        return new RunTable.Row(
                "orders/orders/1/" + ++runs,
                attempts,
                new RunTable.BundleFacts("orders", "1", bundle.sha256()),
                "bundles/orders/orders/1.zip",
                UploadTime.of(Instant.parse("2026-01-01T00:00:00Z")));
    }

    static String sha256(String sql) {
        return Sha256.of(sql.getBytes(StandardCharsets.UTF_8));
    }

    static List<String> applied(ApplyResult result) {
        return result.match(new ApplyResult.Cases<>() {
            @Override
            public List<String> applied(ApplyResult.Applied applied) {
                return files(applied.migrations());
            }

            @Override
            public List<String> unchanged(ApplyResult.Unchanged unchanged) {
                return List.of();
            }

            @Override
            public List<String> refused(ApplyResult.Refused refused) {
                throw new AssertionError(refused);
            }

            @Override
            public List<String> stopped(ApplyResult.Stopped stopped) {
                return files(stopped.applied());
            }

            @Override
            public List<String> cancelled(ApplyResult.Cancelled cancelled) {
                return files(cancelled.applied());
            }

            @Override
            public List<String> undecided(ApplyResult.Undecided undecided) {
                return files(undecided.applied());
            }

            @Override
            public List<String> violated(ApplyResult.Violated violated) {
                return files(violated.applied());
            }

            private List<String> files(List<MigrationRun> runs) {
                return runs.stream().map(MigrationRun::file).toList();
            }
        });
    }
}
