package dev.skein.outcome;

/**
 * What became of a service that was to take new tasks after the apply.
 *
 * @param service {@code cluster/service}
 * @param deployment the id of what was begun; empty where nothing was
 * @param problem why nothing was begun; empty where something was
 */
public record Rollout(String service, String deployment, String problem) {
    /** A deployment was begun. */
    public static Rollout begun(String service, String deployment) {
        return new Rollout(service, deployment, "");
    }

    /** None was. */
    public static Rollout failed(String service, String problem) {
        return new Rollout(service, "", problem);
    }
}
