package dev.skein.infra;

import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** The variables of a task's container, as the template has them. */
final class ContainerVariables {
    private ContainerVariables() {}

    /** @param task the task definition's properties */
    static Map<String, String> of(JsonNode task, Intrinsics intrinsics) {
        Map<String, String> variables = new TreeMap<>();
        task.at("/ContainerDefinitions/0/Environment")
                .forEach(variable ->
                        variables.put(variable.path("Name").asString(""), intrinsics.text(variable.path("Value"))));
        return variables;
    }
}
