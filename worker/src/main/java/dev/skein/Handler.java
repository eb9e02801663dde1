package dev.skein;

/** Does the work on one object. */
@FunctionalInterface
interface Handler {
    /**
     * Returns when nothing is left to do for the object.
     *
     * @throws dev.skein.target.TransientFailure when the object is to wait
     */
    void handle(Delivery delivery);
}
