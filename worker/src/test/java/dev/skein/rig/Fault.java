package dev.skein.rig;

/** What a proxy does to the message whose moment has come. */
enum Fault {
    /** It does not go on to the server. */
    HOLD_REQUEST,
    /** The server gets it; its answer does not come back. */
    HOLD_ANSWER,
    /** The proxy answers in the server's place: HTTP 503. */
    UNAVAILABLE
}
