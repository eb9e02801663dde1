package dev.skein.benchmarks;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A door to a server on 127.0.0.1 that passes all on and notes how long the client waited for each answer. */
final class Gate implements Closeable {
    /** The scope of a signature names the service. */
    private static final Pattern SERVICE = Pattern.compile("Credential=[^,]*/(\\w+)/aws4_request");

    private static final Pattern ACTION = Pattern.compile("(?i)X-Amz-Target: AmazonSQS(\\.\\w+)");
    private static final Pattern REQUEST = Pattern.compile("[A-Z]+ \\S+ HTTP/1\\.1\r\n");

    private final int port;
    private final Function<byte[], Optional<String>> naming;
    private final ServerSocket door;
    private final List<Span> ended = new ArrayList<>();
    private final List<Wire> wires = new ArrayList<>();

    private Gate(int port, Function<byte[], Optional<String>> naming) throws IOException {
        this.port = port;
        this.naming = naming;
        this.door = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    }

    /** To a database; each wait is called {@code postgres}. */
    static Gate ofPostgres(int port) throws IOException {
        return open(new Gate(port, bytes -> Optional.of("postgres")));
    }

    /** To AWS's services; a wait is called by the service, such as {@code s3}, and the action of SQS: {@code sqs.DeleteMessage}. */
    static Gate ofCloud(int port) throws IOException {
        return open(new Gate(port, Gate::call));
    }

    private static Gate open(Gate gate) {
        Passage.start(gate::serve);
        return gate;
    }

    int port() {
        return door.getLocalPort();
    }

    /** All waits so far, those too whose answers may still go on. */
    synchronized List<Span> spans() {
        List<Span> all = new ArrayList<>(ended);
        wires.forEach(wire -> wire.current().ifPresent(all::add));
        return all;
    }

    private static Optional<String> call(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (!REQUEST.matcher(text).lookingAt()) {
            return Optional.empty();
        }
        Matcher service = SERVICE.matcher(text);
        Matcher action = ACTION.matcher(text);
        return Optional.of((service.find() ? service.group(1) : "unsigned") + (action.find() ? action.group(1) : ""));
    }

    private void serve() throws IOException {
        while (!door.isClosed()) {
            Socket client = door.accept();
            Socket inside = new Socket(InetAddress.getLoopbackAddress(), port);
            client.setTcpNoDelay(true);
            inside.setTcpNoDelay(true);
            Wire wire = wire();
            Passage.start(() -> Passage.pass(client, inside, bytes -> asks(wire, bytes)));
            Passage.start(() -> {
                Passage.pass(inside, client, bytes -> answers(wire, bytes.length));
                gone(wire);
            });
        }
    }

    private synchronized Wire wire() {
        Wire wire = new Wire(naming, ended::add);
        wires.add(wire);
        return wire;
    }

    private synchronized void asks(Wire wire, byte[] bytes) {
        wire.asks(bytes);
    }

    private synchronized void answers(Wire wire, int bytes) {
        wire.answers(bytes);
    }

    private synchronized void gone(Wire wire) {
        wire.end();
        wires.remove(wire);
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
