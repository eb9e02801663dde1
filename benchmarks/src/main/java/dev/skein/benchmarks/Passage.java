package dev.skein.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.function.Consumer;

/** The way of bytes through a door, in a thread of its own. */
@FunctionalInterface
interface Passage {
    int BUFFER = 1 << 16;

    /**
     * Goes it to its end.
     *
     * @throws IOException when a connection ends
     */
    void run() throws IOException;

    /** Whatever ends a connection, its client sees it. */
    static void start(Passage passage) {
        Thread thread = new Thread(() -> {
            try {
                passage.run();
            } catch (IOException e) {
                return;
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    /** Passes on what comes, to its end. It is noted first: the answer may be there before this thread goes on. */
    static void pass(Socket from, Socket to, Consumer<byte[]> noting) throws IOException {
        byte[] buffer = new byte[BUFFER];
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            noting.accept(Arrays.copyOf(buffer, read));
            out.write(buffer, 0, read);
        }
        to.shutdownOutput();
    }
}
