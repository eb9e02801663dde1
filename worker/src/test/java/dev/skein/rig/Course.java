package dev.skein.rig;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * What all connections through a proxy share.
 *
 * @param gate where every byte passes
 * @param traps in the order in which they are tried; may grow
 * @param listener is told the last bytes of the server's answers, as ISO 8859-1
 * @param passed how many messages have gone to the server
 */
record Course(Gate gate, List<Trap> traps, Consumer<String> listener, AtomicInteger passed) {}
