package dev.skein.rig;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/** Stands before a server on a port of its own, and makes the faults of a network. */
final class FaultProxy implements AutoCloseable {
    private static final int BACKLOG = 50;

    private final InetSocketAddress server;
    private final Function<OutputStream, Framing> framing;
    private final Course course;
    private final ServerSocket door;
    private final List<Link> links = new CopyOnWriteArrayList<>();
    private volatile boolean refusing;

    private FaultProxy(InetSocketAddress server, Function<OutputStream, Framing> framing, Consumer<String> listener) {
        this.server = server;
        this.framing = framing;
        this.course = new Course(new Gate(), new CopyOnWriteArrayList<>(), listener, new AtomicInteger());
        try {
            this.door = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread acceptor = new Thread(this::accept, "proxy");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    /**
     * Before an HTTP server.
     *
     * @param listener is told the last bytes of each answer
     */
    static FaultProxy http(InetSocketAddress server, Consumer<String> listener) {
        return new FaultProxy(server, HttpFraming::new, listener);
    }

    static FaultProxy postgres(InetSocketAddress server) {
        return new FaultProxy(server, answers -> new PostgresFraming(), answer -> {});
    }

    /** {@code 127.0.0.1:<port>} */
    String address() {
        return "127.0.0.1:" + door.getLocalPort();
    }

    /** Meets the first message whose moment comes. */
    Trap set(Fault fault, Moment moment) {
        return set(fault, moment, 1);
    }

    /** @param times so many messages are met */
    Trap set(Fault fault, Moment moment, int times) {
        Trap trap = new Trap(moment, fault, times);
        course.traps().add(trap);
        return trap;
    }

    /** How many messages have gone to the server. */
    int passed() {
        return course.passed().get();
    }

    /** Resets all connections. New ones are taken. */
    void cut() {
        links.forEach(Link::cut);
        links.clear();
    }

    /** Resets all connections, and new ones at once. */
    void refuse() {
        refusing = true;
        cut();
    }

    /** Holds all bytes in both directions; new connections are taken, and held. */
    void hang() {
        course.gate().shut();
    }

    /** @param each what every message and every piece of an answer takes */
    void slow(Duration each) {
        course.gate().slow(each);
    }

    /** Passes everything again: what was held comes now. */
    void pass() {
        refusing = false;
        course.traps().forEach(Trap::release);
        course.gate().open();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                take(door.accept());
            } catch (IOException e) {
                // Closed, or the server takes no connection at the moment, which its client has seen.
            }
        }
    }

    private void take(Socket client) throws IOException {
        Socket onward = new Socket();
        try {
            if (refusing) {
                throw new IOException("refused");
            }
            onward.connect(server);
            client.setTcpNoDelay(true);
            onward.setTcpNoDelay(true);
        } catch (IOException e) {
            client.setSoLinger(true, 0);
            client.close();
            onward.close();
            throw e;
        }
        Link link = new Link(client, onward, framing.apply(client.getOutputStream()), course);
        links.add(link);
        link.start();
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
    }
}
