package dev.skein.ecs;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Deployment;

/**
 * Has services replace their tasks, as {@code aws ecs update-service --force-new-deployment} does: each new one pulls its image again.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html">UpdateService</a>
 */
public final class ServiceDeployments {
    private static final String PRIMARY = "PRIMARY";

    private final Supplier<EcsClient> clients;
    private @Nullable EcsClient ecs;

    /** @param clients makes the client when it is needed */
    public ServiceDeployments(Supplier<EcsClient> clients) {
        this.clients = clients;
    }

    /**
     * Begins a deployment and does not wait for its end.
     *
     * @return the deployment's id
     * @throws software.amazon.awssdk.core.exception.SdkException when ECS does not, or cannot be reached
     */
    public synchronized String begin(EcsService service) {
        EcsClient client = ecs == null ? clients.get() : ecs;
        ecs = client;
        return client
                .updateService(update -> update.cluster(service.cluster())
                        .service(service.name())
                        .forceNewDeployment(true))
                .service()
                .deployments()
                .stream()
                .filter(deployment -> PRIMARY.equals(deployment.status()))
                .map(Deployment::id)
                .findFirst()
                .orElse("");
    }
}
