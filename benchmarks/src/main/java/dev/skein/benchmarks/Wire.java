package dev.skein.benchmarks;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** One connection, on which client and server speak in turn: HTTP/1.1 without pipelining, or PostgreSQL's protocol. Its gate guards it. */
final class Wire {
    private final Function<byte[], Optional<String>> naming;
    private final Consumer<Span> ended;
    private String asked = "";
    private long from;
    private long to;
    private long size;

    /**
     * @param naming what the first bytes of a request ask for; empty where they go on with one
     * @param ended gets each wait when the next request begins or the connection ends
     */
    Wire(Function<byte[], Optional<String>> naming, Consumer<Span> ended) {
        this.naming = naming;
        this.ended = ended;
    }

    /** The client sent something. */
    void asks(byte[] bytes) {
        if (size > 0) {
            end();
        }
        naming.apply(bytes).ifPresent(name -> asked = name);
        from = System.nanoTime();
    }

    /** The server sent something. */
    void answers(int bytes) {
        size += bytes;
        to = System.nanoTime();
    }

    void end() {
        current().ifPresent(ended);
        size = 0;
    }

    /** The wait whose answer has come or is coming. */
    Optional<Span> current() {
        return size > 0 ? Optional.of(new Span(asked, from, to, size)) : Optional.empty();
    }
}
