package dev.skein.plan.shadow;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The first lines of what a program writes; it may write as much as it likes. */
final class Excerpt {
    private static final int MOST_LINES = 20_000;
    private static final int LONGEST_LINE = 2_000;

    private final StringBuilder text = new StringBuilder();
    private final CompletableFuture<Void> end;

    private Excerpt(InputStream stream) {
        this.end = new CompletableFuture<>();
        Thread reader = new Thread(() -> read(stream), "shadow-excerpt");
        reader.setDaemon(true);
        reader.start();
    }

    static Excerpt of(InputStream stream) {
        return new Excerpt(stream);
    }

    private void read(InputStream stream) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            int length = 0;
            int lines = 0;
            for (int c = reader.read(); c >= 0; c = reader.read()) {
                boolean fits = lines < MOST_LINES && (c == '\n' || length < LONGEST_LINE);
                if (fits) {
                    text.append((char) c);
                }
                length = c == '\n' ? 0 : length + 1;
                lines += c == '\n' ? 1 : 0;
            }
        } catch (IOException e) {
            // The program was ended; what it had written until then is here.
        } finally {
            end.complete(null);
        }
    }

    /** Waits for the end of the program's output. */
    List<String> lines() {
        end.join();
        return text.toString().lines().toList();
    }
}
