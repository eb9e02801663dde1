package dev.skein.sandbox.sns;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts to HTTP endpoints in the background: once, and thrice more while the failure may pass.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html">Delivery retries</a>
 */
final class HttpSender implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(HttpSender.class);
    private static final int RETRIES = 3;
    private static final int THREADS = 4;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ScheduledThreadPoolExecutor executor;
    private final Duration pause;

    /** With the pause between two attempts; SNS waits 20 seconds. */
    HttpSender(Duration pause) {
        this.pause = pause;
        this.executor = new ScheduledThreadPoolExecutor(THREADS, HttpSender::daemon);
    }

    void send(HttpPost post) {
        executor.execute(() -> attempt(post, RETRIES));
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    private void attempt(HttpPost post, int retriesLeft) {
        int status = status(post);
        if (status >= 200 && status < 300) {
            return;
        }
        boolean mayPass = status < 200 || status == 429 || status >= 500;
        if (mayPass && retriesLeft > 0) {
            Future<?> unused =
                    executor.schedule(() -> attempt(post, retriesLeft - 1), pause.toMillis(), TimeUnit.MILLISECONDS);
        } else {
            log.atWarn()
                    .addKeyValue("endpoint", post.url())
                    .addKeyValue("status", status)
                    .log("A subscribed HTTP endpoint did not take a message");
        }
    }

    /** The status of the answer; 0 where there is none. */
    private int status(HttpPost post) {
        try {
            return client.send(post.request(), BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "sns-http");
        thread.setDaemon(true);
        return thread;
    }
}
