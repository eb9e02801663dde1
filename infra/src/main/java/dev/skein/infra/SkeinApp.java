package dev.skein.infra;

import dev.skein.infra.stage.NetworkSettings;
import dev.skein.infra.stage.Place;
import dev.skein.infra.stage.StageException;
import dev.skein.infra.stage.StageReader;
import dev.skein.infra.stage.StageSettings;
import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import java.nio.file.Path;
import java.util.Optional;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.Stack;

/** Makes the stacks of one stage: {@code npx aws-cdk@2.1148.1 deploy --all -c stage=production}. */
public final class SkeinApp {
    private static final String EXAMPLE = "example";

    private SkeinApp() {}

    /** Reads {@code stages/<stage>.yaml}; exits with 2 where it is wrong. */
    public static void main(String[] arguments) {
        App app = new App();
        String stage = Optional.ofNullable(app.getNode().tryGetContext("stage"))
                .map(Object::toString)
                .orElse(EXAMPLE);
        try {
            add(app, StageReader.read(Path.of("stages"), stage));
        } catch (StageException e) {
            e.mistakes().forEach(System.err::println);
            System.exit(2);
        }
        app.synth();
    }

    /**
     * Adds the stacks of a stage: one; one more for a network that is made, and one for a trial's database.
     *
     * @return the one that holds the workers
     */
    static Stack add(App app, StageSettings stage) {
        Aspects.of(app).add(new AwsSolutionsChecks());
        Place place = stage.place();
        Stack main = new StageStack(app, place, "", "Skein, stage " + place.stage());
        Network network = network(app, main, stage);
        Optional<TrialDatabase> trial = stage.hasTrial() ? Optional.of(trial(app, stage, network)) : Optional.empty();
        new Skein(main, "skein", stage, network, trial);
        return main;
    }

    /** A network that is made has a stack of its own, so that a trial's database can be in it, too. */
    private static Network network(App app, Stack main, StageSettings stage) {
        NetworkSettings settings = stage.network();
        boolean apart = settings.vpc().match(existing -> stage.hasTrial(), created -> true);
        Stack stack = apart
                ? new StageStack(
                        app,
                        stage.place(),
                        "network",
                        "Network of Skein, stage " + stage.place().stage())
                : main;
        return new Network(stack, "network", stage.place(), settings);
    }

    private static TrialDatabase trial(App app, StageSettings stage, Network network) {
        Stack stack = new StageStack(
                app,
                stage.place(),
                "trial",
                "A database to try Skein on, stage " + stage.place().stage());
        return new TrialDatabase(stack, "database", network);
    }
}
