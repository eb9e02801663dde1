package dev.skein.outcome;

import dev.skein.apply.Drain;
import dev.skein.telemetry.Steps;

/**
 * Who looks on at the work, and may end it.
 *
 * @param board shows how far it is
 * @param drain that the worker is told to end
 * @param steps told of what a run consists of
 */
public record Oversight(ProgressBoard board, Drain drain, Steps steps) {
    /** Of work that nobody tells to end but the board. */
    public static Oversight of(ProgressBoard board) {
        return new Oversight(board, new Drain(), Steps.NONE);
    }
}
