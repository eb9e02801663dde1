package dev.skein.rig;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a PostgreSQL client sends up to each Sync: the text is the statements that are executed, one a line; first, from the
 * startup, {@code database=<name>}.
 *
 * @see <a href="https://www.postgresql.org/docs/current/protocol-message-formats.html">Message formats</a>
 */
final class PostgresFraming implements Framing {
    private static final int VERSION_3 = 3 << 16;

    private final Map<String, String> prepared = new HashMap<>();
    private boolean started;

    @Override
    public Optional<Message> next(InputStream client) throws IOException {
        return started ? cycle(client) : startup(client);
    }

    private Optional<Message> startup(InputStream client) throws IOException {
        byte[] length = client.readNBytes(Integer.BYTES);
        if (length.length < Integer.BYTES) {
            return Optional.empty();
        }
        byte[] rest = rest(length, client);
        started = ByteBuffer.wrap(rest).getInt() == VERSION_3;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(length);
        bytes.write(rest);
        return Optional.of(new Message(bytes, started ? "database=" + database(rest) : ""));
    }

    private static String database(byte[] startup) {
        String[] parameters = new String(startup, Integer.BYTES, startup.length - Integer.BYTES, StandardCharsets.UTF_8)
                .split("\0", -1);
        for (int i = 0; i + 1 < parameters.length; i += 2) {
            if (parameters[i].equals("database")) {
                return parameters[i + 1];
            }
        }
        return "";
    }

    private Optional<Message> cycle(InputStream client) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        StringBuilder text = new StringBuilder();
        int type;
        do {
            type = client.read();
            if (type < 0) {
                return Optional.empty();
            }
            byte[] length = client.readNBytes(Integer.BYTES);
            byte[] rest = rest(length, client);
            bytes.write(type);
            bytes.write(length);
            bytes.write(rest);
            text.append(text(type, rest));
        } while (isInside(type));
        return Optional.of(new Message(bytes, text.toString()));
    }

    /** Parse, Bind, Describe, Execute and Close are answered after the Sync that follows. */
    private static boolean isInside(int type) {
        return "PBDEC".indexOf(type) >= 0;
    }

    private String text(int type, byte[] rest) {
        String[] words = new String(rest, StandardCharsets.UTF_8).split("\0", 3);
        return switch (type) {
            case 'Q' -> words[0] + "\n";
            case 'P' -> {
                prepared.put(words[0], words[1]);
                yield "";
            }
            case 'B' -> prepared.getOrDefault(words[1], "") + "\n";
            default -> "";
        };
    }

    private static byte[] rest(byte[] length, InputStream client) throws IOException {
        if (length.length < Integer.BYTES) {
            throw new EOFException();
        }
        int count = ByteBuffer.wrap(length).getInt() - Integer.BYTES;
        byte[] rest = client.readNBytes(count);
        if (rest.length < count) {
            throw new EOFException();
        }
        return rest;
    }
}
