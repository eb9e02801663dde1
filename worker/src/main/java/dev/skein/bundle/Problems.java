package dev.skein.bundle;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with one bundle, bounded by {@link Limits#PROBLEMS}. */
final class Problems {
    private final List<BundleProblem> found = new ArrayList<>();
    private int count;

    void add(ProblemCode code, @Nullable String entry, String message) {
        count++;
        if (found.size() < Limits.PROBLEMS) {
            found.add(new BundleProblem(code, entry, message));
        }
    }

    /** How many there are, those beyond the bound included. */
    int count() {
        return count;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** The problems; the last one says how many more there are. */
    List<BundleProblem> list() {
        List<BundleProblem> all = new ArrayList<>(found);
        if (count > all.size()) {
            BundleProblem last = all.remove(all.size() - 1);
            String more = last.message() + " (and " + (count - found.size()) + " more problems)";
            all.add(new BundleProblem(last.code(), last.entry(), more));
        }
        return List.copyOf(all);
    }
}
