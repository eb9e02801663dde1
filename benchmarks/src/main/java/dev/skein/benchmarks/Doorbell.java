package dev.skein.benchmarks;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A door to the sandbox's S3, SQS and SNS, on loopback, that tells when the first message is asked for. */
final class Doorbell implements Closeable {
    private static final int BUFFER = 1 << 16;

    /** The header that names the action stands within one packet: a request of SQS is sent at once. */
    private static final String RECEIVE = "AmazonSQS.ReceiveMessage";

    private final int inside;
    private final ServerSocket door;
    private final CompletableFuture<Long> rung = new CompletableFuture<>();

    private Doorbell(int inside, ServerSocket door) {
        this.inside = inside;
        this.door = door;
    }

    /** @param inside the port that the sandbox listens on */
    static Doorbell before(int inside) throws IOException {
        Doorbell bell = new Doorbell(inside, new ServerSocket(0, 0, InetAddress.getLoopbackAddress()));
        daemon(bell::serve);
        return bell;
    }

    String endpoint() {
        return "http://127.0.0.1:" + door.getLocalPort();
    }

    /** When the first message was asked for, on the clock of {@link System#nanoTime()}. */
    CompletableFuture<Long> rung() {
        return rung;
    }

    private void serve() throws IOException {
        while (!door.isClosed()) {
            Socket client = door.accept();
            Socket server = new Socket(InetAddress.getLoopbackAddress(), inside);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            daemon(() -> pass(client, server, this::listen));
            daemon(() -> pass(server, client, text -> {}));
        }
    }

    private void listen(String text) {
        if (text.contains(RECEIVE)) {
            rung.complete(System.nanoTime());
        }
    }

    private static void pass(Socket from, Socket to, Consumer<String> listener) throws IOException {
        try (from;
                to) {
            byte[] buffer = new byte[BUFFER];
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                listener.accept(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
                out.write(buffer, 0, read);
            }
        }
    }

    /** Whatever ends a connection, its client sees it. */
    private static void daemon(Passing passing) {
        Thread thread = new Thread(() -> {
            try {
                passing.run();
            } catch (IOException e) {
                return;
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @FunctionalInterface
    private interface Passing {
        void run() throws IOException;
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
