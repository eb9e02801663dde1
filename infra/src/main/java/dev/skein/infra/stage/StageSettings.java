package dev.skein.infra.stage;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One stage: everything that is made for it, and what it finds there.
 *
 * @param surroundings where it is, and what keeps its data
 * @param targets in their order
 */
public record StageSettings(
        Surroundings surroundings,
        NetworkSettings network,
        WorkerSettings worker,
        List<TargetSettings> targets,
        People people) {
    private static final int HTTPS = 443;

    public StageSettings {
        targets = List.copyOf(targets);
        List<String> names = targets.stream().map(TargetSettings::name).toList();
        Check check = new Check()
                .that(!targets.isEmpty(), "targets: at least one is needed")
                .that(targets.stream().filter(StageSettings::isTrial).count() <= 1, "targets: only one can be a trial")
                .that(
                        worker.image().repository().isPresent() || network.egress() == NetworkSettings.Egress.EXISTING,
                        "worker.image: endpoints lead to ECR only; copy the image to a repository there");
        targets.forEach(target -> check.that(
                names.containsAll(target.members()), "targets." + target.name() + ".members: there is no such target"));
        people.pipelines()
                .forEach((name, pipeline) -> check.that(
                        Check.isUnknownYet(pipeline.target()) || names.contains(pipeline.target()),
                        "pipelines." + name + ".target: there is no target " + pipeline.target()));
        check.done();
    }

    /** Where a stage is, and how long its data is kept. */
    public record Surroundings(Place place, Retention retention) {}

    /** Where it is. */
    public Place place() {
        return surroundings.place();
    }

    /** The services that workers deploy anew, as {@code cluster/service} or ARNs. */
    public List<String> rollouts() {
        return targets.stream()
                .map(TargetSettings::rollout)
                .flatMap(Collection::stream)
                .distinct()
                .sorted()
                .toList();
    }

    /** The collector of telemetry that workers need a way of their own to: not one beside them, nor where the way to AWS leads. */
    public Optional<Collector> collector() {
        boolean any = network.s3PrefixList().isEmpty();
        return worker.collector().filter(found -> !found.isLocal() && !(any && found.port() == HTTPS));
    }

    /** Whether a database is made for a trial. */
    public boolean hasTrial() {
        return targets.stream().anyMatch(StageSettings::isTrial);
    }

    private static boolean isTrial(TargetSettings target) {
        return target.database().match(given -> false, trial -> true, none -> false);
    }

    /** The targets, by name, in their order. */
    public Map<String, TargetSettings> byName() {
        Map<String, TargetSettings> found = new LinkedHashMap<>();
        targets.forEach(target -> found.put(target.name(), target));
        return found;
    }
}
