package dev.skein.rig;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** HTTP/1.1 requests: the text is request line, header fields and body. */
final class HttpFraming implements Framing {
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)");
    private static final Pattern CHUNKED = Pattern.compile("(?i)\r\ntransfer-encoding: *chunked");
    private static final Pattern EXPECT = Pattern.compile("(?i)\r\nexpect: *100-continue");
    private static final String BLANK_LINE = "\r\n\r\n";
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final OutputStream answers;

    /** @param answers where a client that asks before it sends a body is told to go on */
    HttpFraming(OutputStream answers) {
        this.answers = answers;
    }

    @Override
    public Optional<Message> next(InputStream client) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (!until(BLANK_LINE, client, bytes)) {
            return Optional.empty();
        }
        String head = bytes.toString(StandardCharsets.ISO_8859_1);
        if (EXPECT.matcher(head).find()) {
            answers.write(CONTINUE);
            head = EXPECT.matcher(head).replaceFirst("");
            bytes.reset();
            bytes.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
        }
        Matcher length = LENGTH.matcher(head);
        if (length.find()) {
            bytes.write(exactly(Integer.parseInt(length.group(1)), client));
        } else if (CHUNKED.matcher(head).find()) {
            chunks(client, bytes);
        }
        return Optional.of(new Message(bytes, bytes.toString(StandardCharsets.ISO_8859_1)));
    }

    private static void chunks(InputStream client, ByteArrayOutputStream bytes) throws IOException {
        int size;
        do {
            int from = bytes.size();
            if (!until("\r\n", client, bytes)) {
                throw new EOFException();
            }
            String line = bytes.toString(StandardCharsets.ISO_8859_1).substring(from);
            size = Integer.parseInt(line.split("[;\r]", 2)[0].strip(), 16);
            bytes.write(exactly(size + 2, client));
        } while (size > 0);
    }

    private static boolean until(String end, InputStream client, ByteArrayOutputStream bytes) throws IOException {
        int matched = 0;
        while (matched < end.length()) {
            int next = client.read();
            if (next < 0) {
                return false;
            }
            bytes.write(next);
            matched = next == end.charAt(matched) ? matched + 1 : next == end.charAt(0) ? 1 : 0;
        }
        return true;
    }

    private static byte[] exactly(int count, InputStream client) throws IOException {
        byte[] bytes = client.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException();
        }
        return bytes;
    }
}
