package dev.skein.ecs;

/** Keeps the process from being ended while it works, where something could end it. */
public interface Guard {
    /** Where nothing ends it. */
    Guard NONE = new Guard() {
        @Override
        public void protect() {}

        @Override
        public void release() {}
    };

    /** Asks for protection, before work is begun and as long as it goes on; asking again costs nothing. Where there is none, work goes on. */
    void protect();

    /** Nothing is worked on any more. */
    void release();
}
