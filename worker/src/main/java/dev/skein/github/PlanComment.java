package dev.skein.github;

import dev.skein.bundle.BundleId;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * The one comment on a pull request that shows a target's plan, and is written over by the next one.
 */
public final class PlanComment {
    private final String target;
    private final Map<String, String> environment;

    /**
     * @param target told apart by it, so that a pull request has one comment for each target
     * @param environment with {@code GITHUB_TOKEN}
     * @throws IllegalArgumentException when the target's name has another form than {@link BundleId#NAME}
     */
    public PlanComment(String target, Map<String, String> environment) {
        this.target = BundleId.requireName(target);
        this.environment = Map.copyOf(environment);
    }

    /** Writes it; returns why it could not be written. */
    Optional<String> put(String markdown) {
        try {
            Optional<PullRequest> request = PullRequest.of(environment);
            String token = environment.getOrDefault("GITHUB_TOKEN", "");
            if (request.isEmpty()) {
                return Optional.of("no comment: this job does not run for a pull request");
            }
            if (token.isEmpty()) {
                return Optional.of("no comment: the variable GITHUB_TOKEN is not set");
            }
            new Comments(request.get(), token).put(marker(), markdown + footer(request.get()));
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("no comment: " + e.getMessage());
        }
    }

    private String marker() {
        return "<!-- skein plan of target " + target + " -->";
    }

    private String footer(PullRequest request) {
        return "<p>Target <code>" + target + "</code>"
                + (request.commit().isEmpty() ? "" : ", commit <code>" + request.commit() + "</code>") + "</p>";
    }
}
