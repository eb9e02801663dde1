package dev.skein.cli;

import dev.skein.bundle.BundleKey;
import dev.skein.bundle.Reading;
import dev.skein.intake.UploadTime;
import dev.skein.outcome.Attempt;
import dev.skein.outcome.Conclusion;
import dev.skein.outcome.Ending;
import dev.skein.outcome.OutcomeDocument;
import dev.skein.outcome.OutcomeWriter;
import dev.skein.outcome.Oversight;
import dev.skein.outcome.RunId;
import dev.skein.outcome.SchemaKeeping;
import dev.skein.outcome.Status;
import dev.skein.outcome.TargetRun;
import dev.skein.plan.PlannedTarget;
import dev.skein.plan.Planner;
import dev.skein.target.Target;
import dev.skein.target.TargetConnector;
import dev.skein.target.TransientFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code skein apply}: check, apply and outcome without AWS. */
@Command(
        name = "apply",
        description =
                "Plan and apply a bundle, or a folder of migrations, directly on a database: for local development.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  skein apply db/migration --url jdbc:postgresql://localhost/app --user app",
            "  PGPASSWORD=… skein apply shop-7.zip --url jdbc:postgresql://localhost/shop",
            "",
            "The password comes from --password-file, PGPASSWORD, or the file PGPASSFILE",
            "(~/.pgpass), the user from --user or PGUSER, as psql knows them."
        })
public final class ApplyCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE|DIR", description = "A bundle, or a folder of migrations.")
    private Path path = Path.of(".");

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Mixin
    private PlanOptions planning = new PlanOptions();

    @Option(
            names = "--approve",
            paramLabel = "HASH",
            defaultValue = "",
            description = "Agree to the plan of this hash, where one has to.")
    private String approved = "";

    @Mixin
    private BundleOptions options = new BundleOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    private final Console console;
    private final Map<String, String> environment;
    private final Clock clock;

    /** @param environment for PGUSER and PGPASSWORD */
    public ApplyCommand(Console console, Map<String, String> environment, Clock clock) {
        this.console = console;
        this.environment = environment;
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException {
        Target target = database.target(DatabaseOptions.NAME, environment);
        try (BundleInput input = BundleInput.open(path, options)) {
            return input.reading()
                    .match(
                            accepted -> {
                                if (!json.isSet()) {
                                    BundleReport.leftOut(console, input.leftOut());
                                }
                                return apply(accepted, target);
                            },
                            refused -> BundleReport.refuse(console, refused.problems(), json.isSet()));
        }
    }

    private int apply(Reading.Accepted accepted, Target target) {
        BundleKey key = new BundleKey(DatabaseOptions.NAME, accepted.bundle().id());
        String id = UUID.randomUUID().toString();
        Attempt attempt = new Attempt(
                RunId.of(key, id),
                1,
                new Attempt.Upload(key.path(), id, accepted.bundle().sha256(), UploadTime.of(clock.instant()), ""),
                Attempt.Delivery.DIRECT,
                clock.instant());
        try {
            TargetConnector connector = new TargetConnector(DatabaseOptions.CONNECTING);
            LocalPlans plans = new LocalPlans(approved, clock);
            Conclusion conclusion = new TargetRun(
                            connector,
                            new Planner(connector, clock),
                            plans,
                            Oversight.of(new LocalProgress(console, clock)),
                            SchemaKeeping.NOWHERE)
                    .execute(attempt, accepted, new PlannedTarget(target, planning.settings()), Ending.nowhere());
            OutcomeDocument outcome = OutcomeWriter.write(attempt, conclusion, clock.instant());
            boolean heldBack = outcome.status() == Status.AWAITING_APPROVAL || outcome.status() == Status.REJECTED;
            if (heldBack && !json.isSet()) {
                plans.last().ifPresent(plan -> PlanReport.print(console, plan, null, false));
            }
            return OutcomeReport.print(console, outcome, json.isSet());
        } catch (TransientFailure e) {
            throw new IllegalStateException(e.getMessage() + "; try again", e);
        }
    }
}
