package dev.skein.infra;

import dev.skein.infra.stage.StageSettings;
import software.amazon.awscdk.Duration;
import software.constructs.Construct;

/** Alarms, the chat that they ring in, and the page that shows what they are about. */
final class Watch extends Construct {
    private static final Duration LONGEST_WAIT = Duration.minutes(30);

    Watch(Construct scope, String id, StageSettings stage, WorkerRole.Doors doors, WorkerService workers) {
        super(scope, id);
        WorkerLog log = new WorkerLog(this, "log", stage.place(), workers.log());
        Backlog backlog = new Backlog(doors.queues());
        Alarms alarms = new Alarms(this, "alarms", stage.place(), doors.topics().alerts());
        alarms.failedRuns(log);
        alarms.errors(log);
        alarms.waiting(doors.queues(), LONGEST_WAIT);
        alarms.heldUp(log, LONGEST_WAIT);
        alarms.backlogWithoutWorker(backlog, workers.service().getServiceName());
        new WorkerDeaths(
                this, "deaths", stage.place(), workers.service(), doors.topics().alerts());
        new StageDashboard(
                this,
                "page",
                stage.place(),
                new StageDashboard.Sources(alarms, backlog, doors.queues(), log, workers.service()));
        stage.people()
                .slack()
                .ifPresent(slack -> new Chat(
                        this, "chat", stage.place(), slack, doors.topics().alerts()));
    }
}
