package dev.skein.ecs;

/** Keeps the process from being ended while it works, where something could end it. */
public interface Guard {
    /** Where nothing ends it. */
    Guard NONE = new Guard() {
        @Override
        public boolean protect() {
            return true;
        }

        @Override
        public void release() {}
    };

    /**
     * Asks for protection, before work is begun and as long as it goes on; asking again costs nothing.
     *
     * @return whether it is worth beginning: false where the process is about to be ended
     */
    boolean protect();

    /** Nothing is worked on any more. */
    void release();
}
