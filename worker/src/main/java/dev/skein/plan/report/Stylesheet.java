package dev.skein.plan.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The page's style, which the page carries in itself and allows by its hash. */
final class Stylesheet {
    /** The parts that a bar is divided into; a class gives the width of each number of them. */
    static final int SHARES = 48;

    private final String css;

    private Stylesheet(String css) {
        this.css = css;
    }

    static Stylesheet load() {
        try (InputStream in = Stylesheet.class.getResourceAsStream("plan.css")) {
            if (in == null) {
                throw new IllegalStateException("plan.css is not in the jar");
            }
            String widths = IntStream.rangeClosed(1, SHARES)
                    .mapToObj(share -> ".w" + share + "{flex-grow:" + share + "}")
                    .collect(Collectors.joining("\n", "\n", "\n"));
            return new Stylesheet(new String(in.readAllBytes(), StandardCharsets.UTF_8) + widths);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String css() {
        return css;
    }

    /** As a Content-Security-Policy writes it. */
    String hash() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(css.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
