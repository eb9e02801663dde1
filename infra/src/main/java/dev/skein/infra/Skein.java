package dev.skein.infra;

import dev.skein.infra.stage.DatabaseSettings;
import dev.skein.infra.stage.Place;
import dev.skein.infra.stage.StageSettings;
import dev.skein.infra.stage.TargetSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.constructs.Construct;

/** All of a stage but its network: what uploads go through, the workers, and who watches and uses them. */
final class Skein extends Construct {
    private final StageSettings stage;
    private final DatabaseWays databases;

    /** @param trial the database of the target that is a trial, where there is one */
    Skein(Construct scope, String id, StageSettings stage, Network network, Optional<TrialDatabase> trial) {
        super(scope, id);
        this.stage = stage;
        this.databases = new DatabaseWays(this, "databases", network.workers());
        Place place = stage.place();
        Queues queues = new Queues(this, "queues", place);
        Topics topics = new Topics(this, "topics", place);
        WorkerRole.Doors doors = new WorkerRole.Doors(queues, topics);
        WorkerRole role = new WorkerRole(this, "worker-role", stage, doors, databases(trial));
        queues.allow(role.role());
        BundleBucket bucket = new BundleBucket(this, "bundles", stage, queues);
        Map<String, String> variables = WorkerEnvironment.of(
                stage, queues, topics, trial.map(TrialDatabase::keys).orElse(Map.of()));
        WorkerService workers =
                new WorkerService(this, "workers", stage, network, new WorkerService.Start(role.role(), variables));
        // A worker looks at all that it stands on when it starts, and ECS needs the network's endpoints before.
        workers.service().getNode().addDependency(bucket, queues, topics, role, network, databases);
        stage.collector().ifPresent(collector -> new CollectorWay(this, "collector", network.workers(), collector));
        Scaling.of(workers.service(), stage.worker().scale(), new Backlog(queues));
        new Watch(this, "watch", stage, doors, workers);
        new Access(this, "access", place, stage.people());
        output("Bucket", bucket.bucket().getBucketName());
        output("AlertsTopic", topics.alerts().getTopicArn());
        output("OutcomesTopic", topics.outcomes().getTopicArn());
    }

    private List<PolicyStatement> databases(Optional<TrialDatabase> trial) {
        List<PolicyStatement> permissions = new ArrayList<>();
        stage.targets().forEach(target -> permissions.addAll(databases(target, trial)));
        return permissions;
    }

    private List<PolicyStatement> databases(TargetSettings target, Optional<TrialDatabase> trial) {
        List<PolicyStatement> permissions = new ArrayList<>(target.database()
                .match(
                        given -> access(given.settings(), login(target, "")),
                        made -> trial.map(database -> access(
                                        new DatabaseSettings(
                                                new DatabaseSettings.Group(database.securityGroup()),
                                                DatabaseSettings.PORT,
                                                Optional.empty(),
                                                Optional.empty()),
                                        new DatabaseLogin(stage.place(), Optional.of(database.secret()), "")))
                                .orElse(List.of()),
                        none -> List.<PolicyStatement>of()));
        target.shadow().ifPresent(shadow -> permissions.addAll(access(shadow, login(target, "shadow-"))));
        return permissions;
    }

    private DatabaseLogin login(TargetSettings target, String prefix) {
        return DatabaseLogin.of(stage.place(), target.keys(), prefix);
    }

    private List<PolicyStatement> access(DatabaseSettings database, DatabaseLogin login) {
        databases.open(database);
        return login.permissions(database);
    }

    private void output(String name, String value) {
        CfnOutput.Builder.create(this, name).key(name).value(value).build();
    }
}
