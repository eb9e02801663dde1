package dev.skein.infra;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.iam.PolicyStatement;

/** A permission, in the order in which it is said: to do what, when, on what. */
final class Allow {
    private final List<String> actions;
    private final Map<String, Object> conditions = new LinkedHashMap<>();

    private Allow(List<String> actions) {
        this.actions = actions;
    }

    static Allow to(String... actions) {
        return new Allow(List.of(actions));
    }

    Allow when(String operator, String key, Object value) {
        conditions.put(operator, Map.of(key, value));
        return this;
    }

    PolicyStatement on(List<String> resources) {
        return PolicyStatement.Builder.create()
                .actions(actions)
                .resources(resources)
                .conditions(conditions)
                .build();
    }

    PolicyStatement on(String... resources) {
        return on(List.of(resources));
    }
}
