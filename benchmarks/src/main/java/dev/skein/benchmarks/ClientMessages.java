package dev.skein.benchmarks;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one client sends, passed on as it comes. A round trip is what makes the client wait: a query, or messages of the extended
 * protocol up to a Sync or a Flush, however many there are. The login does not count, what the driver asks after it does.
 *
 * @see <a href="https://www.postgresql.org/docs/current/protocol-message-formats.html">Message formats</a>
 */
final class ClientMessages {
    private static final int LENGTH = 4;
    private static final int PROTOCOL_3 = 3 << 16;
    private static final int BUFFER = 1 << 16;

    private final DataInputStream in;
    private final OutputStream out;
    private final Trips trips;
    private final Map<String, String> prepared = new HashMap<>();
    private final List<String> asked = new ArrayList<>();

    ClientMessages(InputStream in, OutputStream out, Trips trips) {
        this.in = new DataInputStream(new BufferedInputStream(in, BUFFER));
        this.out = out;
        this.trips = trips;
    }

    /** Passes all on, until the client ends. */
    void pass() throws IOException {
        try {
            greet();
            while (true) {
                message();
            }
        } catch (EOFException e) {
            out.flush();
        }
    }

    /** Before the protocol's version come requests for encryption, which the server denies, or one to cancel. */
    private void greet() throws IOException {
        int code = 0;
        while (code != PROTOCOL_3) {
            int length = in.readInt();
            byte[] body = in.readNBytes(length - LENGTH);
            code = ByteBuffer.wrap(body).getInt();
            out.write(ByteBuffer.allocate(length).putInt(length).put(body).array());
        }
        trips.login();
    }

    private void message() throws IOException {
        byte type = in.readByte();
        int length = in.readInt();
        byte[] body = in.readNBytes(length - LENGTH);
        count(type, body);
        out.write(ByteBuffer.allocate(length + 1)
                .put(type)
                .putInt(length)
                .put(body)
                .array());
    }

    private void count(byte type, byte[] body) {
        switch (type) {
            case 'Q', 'F' -> trips.trip(List.of(text(body, 0)));
            case 'P' -> prepared.put(text(body, 0), text(body, end(body, 0) + 1));
            case 'B' -> asked.add(prepared.getOrDefault(text(body, end(body, 0) + 1), "?"));
            case 'S', 'H' -> {
                trips.trip(List.copyOf(asked));
                asked.clear();
            }
            default -> {
                // It goes with one of the others, or belongs to the login.
            }
        }
    }

    private static String text(byte[] body, int from) {
        return new String(body, from, end(body, from) - from, StandardCharsets.UTF_8);
    }

    private static int end(byte[] body, int from) {
        int end = from;
        while (end < body.length && body[end] != 0) {
            end++;
        }
        return end;
    }
}
