package dev.skein;

import dev.skein.ecs.EcsService;
import dev.skein.ecs.ServiceDeployments;
import dev.skein.outcome.Attempt;
import dev.skein.outcome.Conclusion;
import dev.skein.outcome.Ending;
import dev.skein.outcome.OutcomeDocument;
import dev.skein.outcome.Rollout;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Has the services that wait for a target's bundle replace their tasks once it is applied, before that is told: after a worker that died
 * in between, the next one does it again. A rollout that fails does not make the apply fail.
 */
final class Rollouts {
    private static final Logger LOG = LoggerFactory.getLogger(Rollouts.class);

    private final Map<String, List<EcsService>> services;
    private final ServiceDeployments deployments;

    /** @param services by target or group */
    Rollouts(Map<String, List<EcsService>> services, ServiceDeployments deployments) {
        this.services = services;
        this.deployments = deployments;
    }

    /** The attempt's ending, before which its target's services are rolled out. */
    Ending<OutcomeDocument> before(Attempt attempt, Ending<OutcomeDocument> ending) {
        List<EcsService> waiting = services.getOrDefault(attempt.run().target(), List.of());
        return waiting.isEmpty() ? ending : new AfterRollout(ending, waiting);
    }

    private Rollout begin(EcsService service) {
        try {
            Rollout begun = Rollout.begun(service.toString(), deployments.begin(service));
            LOG.atInfo()
                    .addKeyValue("service", service)
                    .addKeyValue("deployment", begun.deployment())
                    .log("rollout begun");
            return begun;
        } catch (SdkException e) {
            LOG.atError().setCause(e).addKeyValue("service", service).log("rollout failed");
            return Rollout.failed(service.toString(), String.valueOf(e.getMessage()));
        }
    }

    private final class AfterRollout implements Ending<OutcomeDocument> {
        private final Ending<OutcomeDocument> ending;
        private final List<EcsService> waiting;

        AfterRollout(Ending<OutcomeDocument> ending, List<EcsService> waiting) {
            this.ending = ending;
            this.waiting = waiting;
        }

        @Override
        public Optional<OutcomeDocument> found() {
            return ending.found();
        }

        @Override
        public OutcomeDocument keep(Conclusion conclusion) {
            return ending.keep(
                    conclusion.outcome().hasApplied()
                            ? conclusion.with(
                                    waiting.stream().map(Rollouts.this::begin).toList())
                            : conclusion);
        }
    }
}
