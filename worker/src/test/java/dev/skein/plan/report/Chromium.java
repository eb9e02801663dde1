package dev.skein.plan.report;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A browser without a window, one process for each question.
 *
 * @param program its path
 * @param folder for its profiles and pages
 */
record Chromium(Path program, Path folder) {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final List<String> QUIET = List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--hide-scrollbars",
            "--force-color-profile=srgb");
    private static final long SECONDS = 120;

    /** What the reader prefers, as {@code --blink-settings} has it. */
    enum Scheme {
        DARK("0"),
        LIGHT("1");

        private final String setting;

        Scheme(String setting) {
            this.setting = setting;
        }
    }

    /** The first browser on the PATH. */
    static Optional<Path> find(@Nullable String path) {
        return Stream.of(path == null ? "" : path)
                .flatMap(folders -> Arrays.stream(folders.split(Pattern.quote(File.pathSeparator))))
                .filter(folder -> !folder.isBlank())
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** What a page has become once it was loaded and its scripts have run. */
    String dom(String html, Scheme scheme) {
        return run(html, scheme, "--virtual-time-budget=5000", "--dump-dom");
    }

    /** Takes a picture of a page, as PNG. */
    void picture(String html, Scheme scheme, int width, Path png) {
        run(html, scheme, "--window-size=" + width + ",1600", "--screenshot=" + png.toAbsolutePath());
    }

    private String run(String html, Scheme scheme, String... more) {
        try {
            Path own = Files.createTempDirectory(folder, "run");
            Path page = Files.writeString(own.resolve("page.html"), html);
            List<String> command = new ArrayList<>(List.of(program.toString()));
            command.addAll(QUIET);
            command.add("--user-data-dir=" + own.resolve("profile"));
            command.add("--blink-settings=preferredColorScheme=" + scheme.setting);
            command.addAll(List.of(more));
            command.add(page.toUri().toString());
            return output(command, own);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static String output(List<String> command, Path own) throws IOException, InterruptedException {
        Path out = own.resolve("out");
        Path err = own.resolve("err");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            boolean done = process.waitFor(SECONDS, TimeUnit.SECONDS);
            if (!done || process.exitValue() != 0) {
                throw new IllegalStateException(
                        (done ? "ended with " + process.exitValue() : "not done within " + SECONDS + " s") + ": "
                                + command + "\n" + Files.readString(err, StandardCharsets.ISO_8859_1));
            }
            return Files.readString(out);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
