package dev.skein.github;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The pull request that a job runs for.
 *
 * @param comments the address of its comments
 * @param edits the address below which each comment of the repository is changed
 * @param commit the head of its branch
 */
record PullRequest(URI comments, URI edits, String commit) {
    private static final Pattern REPOSITORY = Pattern.compile("[A-Za-z0-9._-]+/[A-Za-z0-9._-]+");
    private static final int SHORT = 12;

    /**
     * Told by GitHub's variables and the event that they name; empty where the job runs for something else.
     *
     * @throws IOException when the event cannot be read
     */
    static Optional<PullRequest> of(Map<String, String> environment) throws IOException {
        String repository = environment.getOrDefault("GITHUB_REPOSITORY", "");
        String event = environment.getOrDefault("GITHUB_EVENT_PATH", "");
        if (event.isEmpty() || !REPOSITORY.matcher(repository).matches()) {
            return Optional.empty();
        }
        JsonNode request =
                JsonMapper.shared().readTree(Files.readString(Path.of(event))).path("pull_request");
        int number = request.path("number").asInt(0);
        String issues = environment.getOrDefault("GITHUB_API_URL", "https://api.github.com") + "/repos/" + repository
                + "/issues/";
        return number <= 0
                ? Optional.empty()
                : Optional.of(new PullRequest(
                        URI.create(issues + number + "/comments"),
                        URI.create(issues + "comments/"),
                        commit(request.at("/head/sha").asString(""))));
    }

    private static String commit(String sha) {
        return sha.matches("[0-9a-f]{40,64}") ? sha.substring(0, SHORT) : "";
    }
}
