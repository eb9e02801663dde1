package dev.skein;

import dev.skein.plan.PlannedTarget;
import dev.skein.telemetry.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the worker is configured to do, in the log when it starts; nothing of it is secret. */
final class SettingsLog {
    private static final Logger LOG = LoggerFactory.getLogger(SettingsLog.class);

    private SettingsLog() {}

    static void write(Settings settings) {
        LOG.atInfo()
                .addKeyValue("region", settings.aws().region().orElse("by the SDK"))
                .addKeyValue(
                        "endpoint",
                        settings.aws().endpoint().map(Object::toString).orElse("AWS"))
                .addKeyValue("bucket", settings.aws().bucket())
                .addKeyValue("uploadsQueue", settings.queues().uploads())
                .addKeyValue("requestsQueue", settings.queues().requests())
                .addKeyValue("deadLettersQueue", settings.queues().deadLetters())
                .addKeyValue("outcomesTopic", settings.topics().outcomes())
                .addKeyValue("alertsTopic", settings.topics().alerts().orElse("none"))
                .addKeyValue("healthFile", settings.work().signals().healthFile())
                .addKeyValue(
                        "otlpEndpoint",
                        settings.work()
                                .signals()
                                .collector()
                                .map(Collector::endpoint)
                                .map(Object::toString)
                                .orElse("none"))
                .log("settings");
        settings.targets().single().values().stream()
                .map(PlannedTarget::target)
                .forEach(target -> LOG.atInfo()
                        .addKeyValue("target", target.name())
                        .addKeyValue("url", target.url())
                        .addKeyValue("schema", target.namespace().schema())
                        .addKeyValue("historyTable", target.namespace().history())
                        .addKeyValue("login", target.credentials().describe())
                        .log("target"));
        settings.targets()
                .groups()
                .values()
                .forEach(group -> LOG.atInfo()
                        .addKeyValue("group", group.name())
                        .addKeyValue("members", group.members().describe())
                        .addKeyValue("canary", group.canary())
                        .log("group"));
    }
}
