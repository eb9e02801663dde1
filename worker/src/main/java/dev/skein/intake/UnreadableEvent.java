package dev.skein.intake;

/** A message that is no event of an object, and why; for this package alone, which makes {@link Envelope.Unreadable} of it. */
final class UnreadableEvent extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableEvent(String reason) {
        // Garbage may come in masses: where it was found says nothing, and costs time.
        super(reason, null, false, false);
    }

    /** Throws unless it is so. */
    static void unless(boolean so, String reason) throws UnreadableEvent {
        if (!so) {
            throw new UnreadableEvent(reason);
        }
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
