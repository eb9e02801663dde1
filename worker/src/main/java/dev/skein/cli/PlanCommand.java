package dev.skein.cli;

import dev.skein.bundle.BundleId;
import dev.skein.bundle.BundleStore;
import dev.skein.bundle.Reading;
import dev.skein.flyway.ServerError;
import dev.skein.github.PlanComment;
import dev.skein.github.PublicCopy;
import dev.skein.intake.Request;
import dev.skein.outcome.AnswerStore;
import dev.skein.outcome.PlanStore;
import dev.skein.outcome.TargetPlan;
import dev.skein.plan.PlanDocument;
import dev.skein.plan.PlannedTarget;
import dev.skein.plan.Planner;
import dev.skein.plan.report.PlanMarkdown;
import dev.skein.target.TargetConnector;
import dev.skein.target.TransientFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code skein plan}: says what applying a bundle would do, and applies nothing. */
@Command(
        name = "plan",
        description =
                "Say whether a bundle would work on a database, what it would change and lock, and who has to agree."
                        + " Nothing is applied.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  skein plan db/migration --url jdbc:postgresql://localhost/app --user app",
            "  skein plan orders-1.4.0.zip --target orders --html plan.html",
            "",
            "With --url the plan is made here, with --target by the worker that serves the target;",
            "it is the same plan. The statements run in a scratch database that is dropped again,",
            "so the role needs CREATEDB; --dry-run=in-place does without.",
            "",
            "Exits with 0 when the bundle would be applied, 12 when somebody has to approve it,",
            "10 when it would be rejected."
        })
public final class PlanCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE|DIR", description = "A bundle, or a folder of migrations.")
    private Path path = Path.of(".");

    @Option(names = "--target", paramLabel = "NAME", description = "Have the worker plan it for this target.")
    private @Nullable String target;

    @Option(names = "--html", paramLabel = "FILE", description = "Write the plan as a page, too.")
    private @Nullable Path html;

    @Option(
            names = "--markdown",
            paramLabel = "FILE",
            description = "Write the plan as Markdown for a comment, too, without values of rows.")
    private @Nullable Path markdown;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            defaultValue = "15m",
            description = "With --target, how long to wait for the worker. Default: ${DEFAULT-VALUE}.")
    private Duration timeout = Duration.ofMinutes(15);

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Mixin
    private PlanOptions planning = new PlanOptions();

    @Mixin
    private BundleOptions options = new BundleOptions();

    @Mixin
    private BucketOptions bucket = new BucketOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    @Mixin
    private GitHubOptions github = new GitHubOptions();

    @Option(
            names = "--github-comment",
            description =
                    "With --github and --target: keep one comment on the pull request up to date with the plan. Needs"
                            + " GITHUB_TOKEN.")
    private boolean comment;

    private final Console console;
    private final Map<String, String> environment;
    private final Function<Map<String, String>, BucketAccess> opener;
    private final Clock clock;
    private GitHubTelling telling = GitHubTelling.OFF;

    /** @param opener opens the bucket that the options name */
    public PlanCommand(
            Console console,
            Map<String, String> environment,
            Function<Map<String, String>, BucketAccess> opener,
            Clock clock) {
        this.console = console;
        this.environment = environment;
        this.opener = opener;
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException {
        if (target != null && !BundleId.NAME.matcher(target).matches()) {
            throw new UsageException("--target: expected the form " + BundleId.NAME.pattern());
        }
        if ((target == null) != database.isGiven()) {
            throw new UsageException("give either --url, to plan here, or --target, to have the worker plan");
        }
        telling = telling();
        try (BundleInput input = BundleInput.open(path, options)) {
            return input.reading()
                    .match(accepted -> target == null ? here(accepted) : remotely(target, input), refused -> {
                        telling.refused(refused.problems());
                        return BundleReport.refuse(console, refused.problems(), json.isSet());
                    });
        }
    }

    private int here(Reading.Accepted accepted) {
        PlannedTarget where =
                new PlannedTarget(database.target(DatabaseOptions.NAME, environment), planning.settings());
        TargetConnector connector = new TargetConnector(DatabaseOptions.CONNECTING);
        try {
            return report(new TargetPlan(connector, new Planner(connector, clock)).make(accepted.bundle(), where));
        } catch (TransientFailure e) {
            throw new IllegalStateException(e.getMessage() + "; try again", e);
        } catch (SQLException e) {
            throw new IllegalStateException(ServerError.of(e).message(), e);
        }
    }

    private int remotely(String name, BundleInput input) {
        Ask ask = new Ask(console, bucket.open(opener), clock, json, telling);
        BucketAccess access = ask.access();
        Request request = Ask.request(name, Request.PLAN);
        String version = new BundleStore(access.s3(), access.bucket()).put(request.bundlePath(), input.archive());
        return ask.put(request, Ask.document().put("bundleVersionId", version), timeout, answer -> {
            Optional<PlanDocument> plan = new PlanStore(access.s3(), access.bucket()).find(AnswerStore.folder(request));
            return report(plan.orElseThrow(() -> new IllegalStateException("the plan is gone from the bucket")));
        });
    }

    private int report(PlanDocument plan) {
        if (markdown != null) {
            PlanReport.write(
                    "--markdown",
                    markdown,
                    PlanMarkdown.render(PublicCopy.of(plan).tree()) + "\n");
        }
        return PlanReport.print(console, telling.plan(plan), html, json.isSet());
    }

    private GitHubTelling telling() {
        List<PlanComment> comments =
                comment && target != null ? List.of(new PlanComment(target, environment)) : List.of();
        return github.telling(console, environment, path, comments);
    }
}
