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
    private final Construct databases;

    /** @param trial the database of the target that is a trial, where there is one */
    Skein(Construct scope, String id, StageSettings stage, Network network, Optional<TrialDatabase> trial) {
        super(scope, id);
        this.stage = stage;
        this.databases = new Construct(this, "databases");
        Place place = stage.place();
        Queues queues = new Queues(this, "queues", place);
        Topics topics = new Topics(this, "topics", place);
        WorkerRole.Doors doors = new WorkerRole.Doors(queues, topics);
        WorkerRole role = new WorkerRole(this, "worker-role", stage, doors, databases(network, trial));
        queues.allow(role.role());
        BundleBucket bucket = new BundleBucket(this, "bundles", stage, queues);
        Map<String, String> variables = WorkerEnvironment.of(
                stage, queues, topics, trial.map(TrialDatabase::keys).orElse(Map.of()));
        WorkerService workers =
                new WorkerService(this, "workers", stage, network, new WorkerService.Start(role.role(), variables));
        // A worker looks at all that it stands on when it starts, and ECS needs the network's endpoints before.
        workers.service().getNode().addDependency(bucket, queues, topics, role, network, databases);
        Scaling.of(workers.service(), stage.worker().scale(), new Backlog(queues));
        new Watch(this, "watch", stage, doors, workers);
        new Access(this, "access", place, stage.people());
        output("Bucket", bucket.bucket().getBucketName());
        output("AlertsTopic", topics.alerts().getTopicArn());
        output("OutcomesTopic", topics.outcomes().getTopicArn());
    }

    private List<PolicyStatement> databases(Network network, Optional<TrialDatabase> trial) {
        List<PolicyStatement> permissions = new ArrayList<>();
        stage.targets().forEach(target -> permissions.addAll(databases(target, network, trial)));
        return permissions;
    }

    private List<PolicyStatement> databases(TargetSettings target, Network network, Optional<TrialDatabase> trial) {
        List<PolicyStatement> permissions = new ArrayList<>(target.database()
                .match(
                        given -> access(target.id(), given.settings(), network, login(target, "")),
                        made -> trial.map(database -> access(
                                        target.id(),
                                        new DatabaseSettings(
                                                database.securityGroup(), 5432, Optional.empty(), Optional.empty()),
                                        network,
                                        new DatabaseAccess.Login(stage.place(), Optional.of(database.secret()), "")))
                                .orElse(List.of()),
                        none -> List.<PolicyStatement>of()));
        target.shadow()
                .ifPresent(shadow ->
                        permissions.addAll(access(target.id() + "-shadow", shadow, network, login(target, "shadow-"))));
        return permissions;
    }

    private DatabaseAccess.Login login(TargetSettings target, String prefix) {
        return DatabaseAccess.Login.of(stage.place(), target.keys(), prefix);
    }

    private List<PolicyStatement> access(
            String name, DatabaseSettings database, Network network, DatabaseAccess.Login login) {
        return new DatabaseAccess(databases, name, network.workers(), database, login).permissions();
    }

    private void output(String name, String value) {
        CfnOutput.Builder.create(this, name).key(name).value(value).build();
    }
}
