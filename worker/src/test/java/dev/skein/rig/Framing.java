package dev.skein.rig;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Cuts what a client sends into messages, so that one can be told from another. */
interface Framing {
    /** Waits for the client's next message; empty at the end of the stream. */
    Optional<Message> next(InputStream client) throws IOException;

    /**
     * What a client sends at once and then waits for an answer to.
     *
     * @param text what is recognisable of it; empty text where nothing is
     */
    record Message(ByteArrayOutputStream bytes, String text) {}
}
