package dev.skein.target;

/** What a run does that finds a session of its own at work on the target. */
public enum Succession {
    /** It gives way: the other one is alive, or ends soon. Messages are sometimes delivered in several copies. */
    WAITS,
    /** It ends the other one, with whatever that is doing: its message came back, so it is dead or has lost it. */
    TAKES_OVER;

    /**
     * What is done about a message.
     *
     * @param receives how often it was received, this time included
     */
    public static Succession of(int receives) {
        return receives > 1 ? TAKES_OVER : WAITS;
    }
}
