package dev.skein;

import dev.skein.ecs.EcsService;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads which services of ECS wait for a target, or for a group. */
final class RolloutSettings {
    static final String FIELD = "rollout";

    private RolloutSettings() {}

    /**
     * Reads those of one target or group; nothing where none is set.
     *
     * @param region of the worker, in which it deploys; empty text where the settings do not name it
     */
    static List<EcsService> read(SettingsSource source, List<String> mistakes, String name, String region) {
        String key = "targets." + name + "." + FIELD;
        List<EcsService> services = new ArrayList<>();
        for (String text : source.list(key)) {
            Optional<EcsService> service = EcsService.parse(text);
            if (service.isEmpty()) {
                mistakes.add(key + ": expected services of ECS as cluster/service, or their ARNs; not " + text);
            } else if (!service.get().isIn(region)) {
                mistakes.add(key + ": the worker deploys services of its own region only, which is "
                        + (region.isEmpty() ? "not set (set SKEIN_REGION)" : region) + "; not " + text);
            }
            service.ifPresent(services::add);
        }
        return services;
    }
}
