package dev.skein.github;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The comments on a pull request.
 *
 * @see <a href="https://docs.github.com/en/rest/issues/comments">GitHub's REST API</a>
 */
final class Comments {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int PAGE = 100;
    /** So many pages are searched; who has more comments gets another one. */
    private static final int PAGES = 30;

    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final PullRequest request;
    private final String token;

    /** @param token of the job, or of an app; may write comments on the pull request */
    Comments(PullRequest request, String token) {
        this.request = request;
        this.token = token;
    }

    /**
     * Writes a comment, or over the one that begins with the same marker. Only a bot's is written over: a person may have
     * copied it.
     *
     * @param marker a line that nobody sees
     * @throws IOException when GitHub does not take it; the message says why
     */
    void put(String marker, String text) throws IOException {
        String body = JsonMapper.shared()
                .writeValueAsString(JsonMapper.shared().createObjectNode().put("body", marker + "\n\n" + text));
        Optional<String> earlier = find(marker);
        if (earlier.isPresent()) {
            send("PATCH", request.edits().resolve(earlier.get()), body);
        } else {
            send("POST", request.comments(), body);
        }
    }

    private Optional<String> find(String marker) throws IOException {
        for (int page = 1; page <= PAGES; page++) {
            JsonNode comments = send("GET", URI.create(request.comments() + "?per_page=" + PAGE + "&page=" + page), "");
            Optional<String> found = comments.valueStream()
                    .filter(comment -> comment.path("body").asString("").startsWith(marker))
                    .filter(comment -> comment.at("/user/type").asString("").equals("Bot"))
                    .map(comment -> Long.toString(comment.path("id").asLong(0)))
                    .findFirst();
            if (found.isPresent() || comments.size() < PAGE) {
                return found;
            }
        }
        return Optional.empty();
    }

    private JsonNode send(String method, URI address, String body) throws IOException {
        HttpRequest.BodyPublisher content =
                body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body);
        HttpResponse<String> response = answer(HttpRequest.newBuilder(address)
                .timeout(PATIENCE)
                .header("Accept", "application/vnd.github+json")
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("X-GitHub-Api-Version", "2022-11-28")
                .header("User-Agent", "skein")
                .method(method, content)
                .build());
        if (response.statusCode() / 100 != 2) {
            throw new IOException("GitHub answered " + method + " " + address.getPath() + " with "
                    + response.statusCode() + advice(response.statusCode()));
        }
        return JsonMapper.shared().readTree(response.body());
    }

    private HttpResponse<String> answer(HttpRequest asked) throws IOException {
        try {
            return client.send(asked, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted while GitHub was asked").initCause(e);
        }
    }

    /** A job for a pull request of a fork has a token that may only read. */
    private static String advice(int status) {
        return status == FORBIDDEN || status == NOT_FOUND
                ? "; the job needs the permission pull-requests: write, which jobs for pull requests of forks never have"
                : "";
    }
}
