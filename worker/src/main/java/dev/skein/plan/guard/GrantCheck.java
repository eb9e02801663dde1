package dev.skein.plan.guard;

import dev.skein.plan.hazard.HazardCode;
import java.util.function.Consumer;

/** GRANT and REVOKE of a role's membership, which have no ON as those of privileges have. */
final class GrantCheck implements Check {
    @Override
    public void look(Passage passage, Consumer<Reach> found) {
        int next = 0;
        for (int start : passage.starts()) {
            if (start >= next && passage.isOneOf(start, "GRANT", "REVOKE")) {
                next = decisive(passage, start);
                if (passage.isOneOf(next, "TO", "FROM")) {
                    found.accept(new Reach(HazardCode.REACHES_ROLES, Subject.of(passage, start)));
                }
            }
        }
    }

    private static int decisive(Passage passage, int start) {
        int depth = passage.words().depth(start);
        int at = start + 1;
        while (at < passage.size()
                && !(passage.words().depth(at) <= depth && passage.isOneOf(at, "ON", "TO", "FROM", ";", ":="))) {
            at++;
        }
        return at;
    }
}
