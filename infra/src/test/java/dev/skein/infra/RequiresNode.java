package dev.skein.infra;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The construct library runs in Node: without it on the PATH nothing of it can be tested. In CI, {@code .ci/run} insists on it. */
final class RequiresNode implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        boolean found = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, "node"))
                .anyMatch(Files::isExecutable);
        return found
                ? ConditionEvaluationResult.enabled("node is on the PATH")
                : ConditionEvaluationResult.disabled("node is not on the PATH; install Node 20 or newer");
    }
}
