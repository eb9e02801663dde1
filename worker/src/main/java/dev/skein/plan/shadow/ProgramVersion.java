package dev.skein.plan.shadow;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * What a program says of its version. It is asked once, and again when its file has changed: each time is a process, or two where
 * Debian's wrapper stands before the program.
 *
 * @param changed when the file was
 */
record ProgramVersion(FileTime changed, String text) {
    private static final int SECONDS = 10;
    private static final Map<Path, ProgramVersion> KNOWN = new ConcurrentHashMap<>();

    /** Asks; empty text where the program does not run. */
    static String of(Path program) {
        try {
            FileTime changed = Files.getLastModifiedTime(program);
            ProgramVersion known = KNOWN.get(program);
            if (known != null && known.changed().equals(changed)) {
                return known.text();
            }
            String text = ask(program);
            KNOWN.put(program, new ProgramVersion(changed, text));
            return text;
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private static String ask(Path program) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(program.toString(), "--version").redirectErrorStream(true);
        ClientEnvironment.restrict(builder.environment());
        Process process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException(program + " did not tell its version in time");
        }
        return new String(process.getInputStream().readNBytes(1000), StandardCharsets.UTF_8);
    }
}
