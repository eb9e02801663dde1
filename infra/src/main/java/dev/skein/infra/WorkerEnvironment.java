package dev.skein.infra;

import dev.skein.infra.stage.StageSettings;
import dev.skein.infra.stage.TargetSettings;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The variables that a worker is started with: what was made, and what the stage says of its targets. */
final class WorkerEnvironment {
    /** The rest of the stop timeout is the worker's to write its outcomes. */
    private static final String GRACE = "110s";

    private WorkerEnvironment() {}

    /** @param trial keys of the target whose database is made for a trial */
    static Map<String, String> of(StageSettings stage, Queues queues, Topics topics, Map<String, String> trial) {
        Map<String, String> variables = new TreeMap<>();
        stage.worker().settings().forEach((key, value) -> variables.put("SKEIN_" + upper(key), value));
        variables.put("SKEIN_BUCKET", stage.place().bucket());
        variables.put("SKEIN_UPLOADS_QUEUE", queues.uploads().getQueueUrl());
        variables.put("SKEIN_REQUESTS_QUEUE", queues.requests().getQueueUrl());
        variables.put("SKEIN_DEAD_LETTERS_QUEUE", queues.deadLetters().getQueueUrl());
        variables.put("SKEIN_OUTCOMES_TOPIC", topics.outcomes().getTopicArn());
        variables.put("SKEIN_ALERTS_TOPIC", topics.alerts().getTopicArn());
        variables.put("SKEIN_REGION", stage.place().region());
        variables.put("SKEIN_SHUTDOWN_GRACE", GRACE);
        variables.put("SKEIN_LOG_FORMAT", "json");
        stage.targets().forEach(target -> target(variables, target, trial));
        return variables;
    }

    private static void target(Map<String, String> variables, TargetSettings target, Map<String, String> trial) {
        // The worker reads its variables without regard to case; a parameter of CloudFormation cannot be put in
        // capitals.
        String prefix = "SKEIN_TARGETS_" + (target.name().contains("${") ? target.name() : upper(target.name())) + "_";
        target.keys().forEach((key, value) -> variables.put(prefix + upper(key), value));
        if (target.database().match(given -> false, made -> true, none -> false)) {
            trial.forEach((key, value) -> variables.put(prefix + upper(key), value));
        }
    }

    private static String upper(String key) {
        return key.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
