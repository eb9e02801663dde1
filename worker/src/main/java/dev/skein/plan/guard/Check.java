package dev.skein.plan.guard;

import java.util.function.Consumer;

/** Looks for one way to reach past the database, in time that grows with the passage's length alone. */
interface Check {
    void look(Passage passage, Consumer<Reach> found);
}
