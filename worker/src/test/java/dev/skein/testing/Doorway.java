package dev.skein.testing;

import dev.skein.target.Target;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A way to a server that is closed at first: whoever comes is turned away, and counted. */
public final class Doorway implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Doorway.class);

    private final TestServer server;
    private final ServerSocket socket;
    private final List<Socket> passed = new CopyOnWriteArrayList<>();
    private final AtomicInteger knocks = new AtomicInteger();
    private volatile boolean open;

    private Doorway(TestServer server, ServerSocket socket) {
        this.server = server;
        this.socket = socket;
    }

    /** A closed one. */
    public static Doorway to(TestServer server) {
        try {
            Doorway doorway = new Doorway(server, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
            inBackground(doorway::serve);
            return doorway;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same target, through here. */
    public Target of(Target target) {
        return new Target(
                target.name(),
                target.url().replaceFirst("//[^/]*/", "//127.0.0.1:" + socket.getLocalPort() + "/"),
                target.credentials(),
                target.namespace());
    }

    /** How many have come. */
    public int knocks() {
        return knocks.get();
    }

    /** Lets through who comes from now on. */
    public void open() {
        open = true;
    }

    private void serve() {
        while (!socket.isClosed()) {
            try {
                admit(socket.accept());
            } catch (IOException e) {
                LOG.atDebug().setCause(e).log("closed, or the server is away");
            }
        }
    }

    private void admit(Socket client) throws IOException {
        knocks.incrementAndGet();
        if (open) {
            pass(client);
        } else {
            client.close();
        }
    }

    private void pass(Socket client) throws IOException {
        Socket behind = new Socket(server.host(), server.port());
        passed.addAll(List.of(client, behind));
        InputStream asked = client.getInputStream();
        OutputStream told = client.getOutputStream();
        inBackground(() -> copy(asked, behind));
        inBackground(() -> {
            try (InputStream answers = behind.getInputStream()) {
                answers.transferTo(told);
            } catch (IOException e) {
                close(client);
            }
            close(client);
        });
    }

    private static void copy(InputStream from, Socket to) {
        try {
            from.transferTo(to.getOutputStream());
        } catch (IOException e) {
            close(to);
        }
        close(to);
    }

    private static void inBackground(Runnable work) {
        Thread thread = new Thread(work, "doorway");
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        passed.forEach(Doorway::close);
    }
}
