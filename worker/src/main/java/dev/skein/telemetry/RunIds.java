package dev.skein.telemetry;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.sdk.trace.IdGenerator;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A trace's id follows from the run's, so that whoever takes the run up goes on with its trace. */
final class RunIds implements IdGenerator {
    /** The id of a trace that is begun. */
    static final ContextKey<String> TRACE = ContextKey.named("skein-trace");

    private static final int BYTES = 16;

    private final IdGenerator random = IdGenerator.random();

    /** The first 16 bytes of the SHA-256 of the run's id. */
    static String trace(String run) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(run.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java knows SHA-256", e);
        }
    }

    @Override
    public String generateSpanId() {
        return random.generateSpanId();
    }

    @Override
    public String generateTraceId() {
        @Nullable String trace = Context.current().get(TRACE);
        return trace == null ? random.generateTraceId() : trace;
    }
}
