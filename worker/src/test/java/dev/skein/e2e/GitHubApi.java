package dev.skein.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The part of GitHub's API that keeps the comments of one pull request, number 7 of {@code acme/shop}. */
final class GitHubApi implements AutoCloseable {
    static final String TOKEN = "ghs_token";

    private static final String COMMENTS = "/repos/acme/shop/issues/7/comments";
    private static final String EDITS = "/repos/acme/shop/issues/comments/";

    private final HttpServer server;
    private final List<ObjectNode> comments = new ArrayList<>();

    GitHubApi() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** A comment that somebody has written. */
    synchronized void comment(String type, String body) {
        ObjectNode comment = JsonMapper.shared().createObjectNode().put("id", 100L + comments.size());
        comment.putObject("user").put("type", type);
        comments.add(comment.put("body", body));
    }

    /** All comments' bodies, in their order. */
    synchronized List<String> bodies() {
        return comments.stream()
                .map(comment -> comment.path("body").asString(""))
                .toList();
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        URI uri = exchange.getRequestURI();
        JsonNode sent = JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes());
        String body = sent.path("body").asString("");
        boolean mayWrite =
                ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"));
        if (!mayWrite && !exchange.getRequestMethod().equals("GET")) {
            send(exchange, 403, JsonMapper.shared().createObjectNode().put("message", "Resource not accessible"));
        } else if (uri.getPath().equals(COMMENTS) && exchange.getRequestMethod().equals("POST")) {
            comment("Bot", body);
            send(exchange, 201, comments.get(comments.size() - 1));
        } else if (uri.getPath().equals(COMMENTS)) {
            send(exchange, 200, page(uri.getQuery()));
        } else if (uri.getPath().startsWith(EDITS)
                && exchange.getRequestMethod().equals("PATCH")) {
            int at = Integer.parseInt(uri.getPath().substring(EDITS.length())) - 100;
            comments.get(at).put("body", body);
            send(exchange, 200, comments.get(at));
        } else {
            send(exchange, 404, JsonMapper.shared().createObjectNode().put("message", "Not Found"));
        }
    }

    private ArrayNode page(String query) {
        int page = Integer.parseInt(query.replaceFirst("per_page=100&page=", ""));
        ArrayNode shown = JsonMapper.shared().createArrayNode();
        comments.stream().skip((page - 1) * 100L).limit(100).forEach(shown::add);
        return shown;
    }

    private static void send(HttpExchange exchange, int status, JsonNode document) throws IOException {
        byte[] bytes = document.toString().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
