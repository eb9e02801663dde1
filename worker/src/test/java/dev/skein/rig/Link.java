package dev.skein.rig;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One connection through a proxy: a thread for each direction. Where one ends, both sides are closed. */
final class Link {
    private static final byte[] UNAVAILABLE =
            "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int PIECE = 64 * 1024;

    private final Socket client;
    private final Socket server;
    private final Framing framing;
    private final Course course;
    private final List<String> said = new ArrayList<>();
    private final AtomicReference<@Nullable Trap> onAnswer = new AtomicReference<>();
    private final List<Thread> threads;

    Link(Socket client, Socket server, Framing framing, Course course) {
        this.client = client;
        this.server = server;
        this.framing = framing;
        this.course = course;
        this.threads = List.of(thread("requests", this::forward), thread("answers", this::backward));
    }

    void start() {
        threads.forEach(Thread::start);
    }

    /** Ends the connection with a reset on both sides. */
    void cut() {
        reset(client);
        reset(server);
        threads.forEach(Thread::interrupt);
    }

    private Thread thread(String name, Pump pump) {
        Thread thread = new Thread(
                () -> {
                    try {
                        pump.run();
                    } catch (IOException e) {
                        // Cut, by either side.
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    } finally {
                        close(client);
                        close(server);
                    }
                },
                "proxy " + name);
        thread.setDaemon(true);
        return thread;
    }

    private void forward() throws IOException, InterruptedException {
        InputStream in = new BufferedInputStream(client.getInputStream(), PIECE);
        Optional<Framing.Message> next = framing.next(in);
        while (next.isPresent()) {
            said.add(next.get().text());
            course.gate().pass();
            if (goesOn()) {
                next.get().bytes().writeTo(server.getOutputStream());
                course.passed().incrementAndGet();
            }
            next = framing.next(in);
        }
    }

    /** Traps that are set while a message is held may take it, too. */
    private boolean goesOn() throws IOException, InterruptedException {
        for (int i = 0; i < course.traps().size(); i++) {
            Trap trap = course.traps().get(i);
            if (!trap.takes(said)) {
                continue;
            }
            switch (trap.fault()) {
                case HOLD_REQUEST -> {
                    trap.spring();
                    trap.awaitRelease();
                }
                case HOLD_ANSWER -> onAnswer.set(trap);
                case UNAVAILABLE -> {
                    client.getOutputStream().write(UNAVAILABLE);
                    trap.spring();
                    return false;
                }
            }
        }
        return true;
    }

    private void backward() throws IOException, InterruptedException {
        byte[] piece = new byte[PIECE];
        String heard = "";
        for (int count = server.getInputStream().read(piece);
                count >= 0;
                count = server.getInputStream().read(piece)) {
            heard = heard.substring(Math.max(0, heard.length() - PIECE))
                    + new String(piece, 0, count, StandardCharsets.ISO_8859_1);
            course.listener().accept(heard);
            Trap trap = onAnswer.getAndSet(null);
            if (trap != null) {
                trap.spring();
                trap.awaitRelease();
            }
            course.gate().pass();
            client.getOutputStream().write(piece, 0, count);
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // Closed already.
        }
        close(socket);
    }

    private static void close(Closeable socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone in any case.
        }
    }

    private interface Pump {
        void run() throws IOException, InterruptedException;
    }
}
