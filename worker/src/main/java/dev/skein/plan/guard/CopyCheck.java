package dev.skein.plan.guard;

import dev.skein.plan.hazard.HazardCode;
import java.util.function.Consumer;

/**
 * COPY from or to anything but the client.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-copy.html">COPY</a>
 */
final class CopyCheck implements Check {
    @Override
    public void look(Passage passage, Consumer<Reach> found) {
        int next = 0;
        for (int start : passage.starts()) {
            boolean copies = passage.at(start, "COPY") && (passage.isName(start + 1) || passage.at(start + 1, "("));
            if (copies && start >= next) {
                next = direction(passage, start);
                if (passage.isOneOf(next, "FROM", "TO")) {
                    side(passage, next + 1, found);
                }
            }
        }
    }

    /** The place of FROM or TO; of the command's end where it has none. */
    private static int direction(Passage passage, int start) {
        int depth = passage.words().depth(start);
        int at = start + 2;
        while (at < passage.size()
                && !passage.at(at, ";")
                && !(passage.words().depth(at) <= depth && passage.isOneOf(at, "FROM", "TO"))) {
            at++;
        }
        return at;
    }

    /** Text that is put together may end after FROM or TO: the file's name comes at run time. */
    private static void side(Passage passage, int index, Consumer<Reach> found) {
        if (passage.at(index, "PROGRAM")) {
            found.accept(new Reach(HazardCode.REACHES_PROGRAMS, "COPY … PROGRAM"));
        } else if (!passage.isName(index)) {
            found.accept(new Reach(HazardCode.REACHES_FILES, "COPY with a file"));
        }
    }
}
