package dev.skein.sandbox.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one HTTP endpoint of all services, bound to loopback; bodies are read whole, up to 128 MiB. */
public final class Endpoint implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Endpoint.class);
    private static final int MAXIMUM_BODY = 128 * 1024 * 1024;
    private static final int THREADS = 128;

    private final HttpServer server;
    private final ThreadPoolExecutor executor;

    private Endpoint(HttpServer server) {
        this.server = server;
        this.executor = new ThreadPoolExecutor(
                0, THREADS, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> daemon(task));
        this.executor.setRejectedExecutionHandler((task, pool) -> task.run());
    }

    /** Binds a free port on 127.0.0.1; answers nothing before {@link #serve}. */
    public static Endpoint bind() {
        // Without it each small answer waits for a delayed acknowledgement, 40 ms on Linux.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        try {
            InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            return new Endpoint(HttpServer.create(new InetSocketAddress(loopback, 0), 0));
        } catch (IOException e) {
            throw new UncheckedIOException("No port on 127.0.0.1 can be bound", e);
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + port());
    }

    /** Starts to answer, each request by the service that its credential scope names. */
    public void serve(Map<String, Service> services) {
        Router router = new Router(services);
        server.setExecutor(executor);
        server.createContext("/", exchange -> answer(exchange, router));
        server.start();
    }

    /** Cuts off what is being answered. */
    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }

    private void answer(HttpExchange exchange, Router router) throws IOException {
        try (exchange) {
            Optional<byte[]> body = read(exchange);
            Request request = new Request(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getRawPath(),
                    Query.parse(exchange.getRequestURI().getRawQuery()),
                    exchange.getRequestHeaders(),
                    body.orElseGet(() -> new byte[0]));
            send(exchange, body.isPresent() ? guarded(router, request) : router.refuse(request, Refusal.TOO_LARGE));
        }
    }

    private Response guarded(Router router, Request request) {
        try {
            return router.route(request);
        } catch (RuntimeException e) {
            if (!executor.isShutdown()) {
                log.error("{} {} failed", request.method(), request.path(), e);
            }
            return router.refuse(request, Refusal.FAULT);
        }
    }

    private static Optional<byte[]> read(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MAXIMUM_BODY + 1);
        return body.length > MAXIMUM_BODY ? Optional.empty() : Optional.of(body);
    }

    private static void send(HttpExchange exchange, Response response) throws IOException {
        response.headers().forEach(exchange.getResponseHeaders()::set);
        if (exchange.getRequestMethod().equals("HEAD") || response.body().length == 0) {
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(response.body().length));
            exchange.sendResponseHeaders(response.status(), -1);
            return;
        }
        exchange.sendResponseHeaders(response.status(), response.body().length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(response.body());
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "endpoint");
        thread.setDaemon(true);
        return thread;
    }
}
