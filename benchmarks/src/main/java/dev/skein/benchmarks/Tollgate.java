package dev.skein.benchmarks;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * A door to the server, on loopback, that counts what a client asks for on its way through.
 *
 * @see <a href="https://www.postgresql.org/docs/current/protocol-flow.html">Message flow</a>
 */
final class Tollgate implements Closeable {
    private final Server server;
    private final ServerSocket door;
    private final Trips trips = new Trips();

    private Tollgate(Server server, ServerSocket door) {
        this.server = server;
        this.door = door;
    }

    static Tollgate open(Server server) throws IOException {
        Tollgate gate = new Tollgate(server, new ServerSocket(0, 0, InetAddress.getLoopbackAddress()));
        Passage.start(gate::serve);
        return gate;
    }

    /** The server, as it is to be called from outside. */
    Server server() {
        return new Server(server.version(), "127.0.0.1", door.getLocalPort(), server.admin());
    }

    /** What has come through so far. */
    Trips trips() {
        return trips;
    }

    private void serve() throws IOException {
        while (!door.isClosed()) {
            Socket client = door.accept();
            Socket inside = new Socket(server.host(), server.port());
            client.setTcpNoDelay(true);
            inside.setTcpNoDelay(true);
            Passage.start(() -> requests(client, inside));
            Passage.start(() -> Passage.pass(inside, client, bytes -> {}));
        }
    }

    private void requests(Socket from, Socket to) throws IOException {
        try (from;
                to) {
            new ClientMessages(from.getInputStream(), to.getOutputStream(), trips).pass();
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
