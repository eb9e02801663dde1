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

    /** Whether one of them is about the entry. */
    boolean concern(String entry) {
        return found.stream().anyMatch(problem -> entry.equals(problem.entry()));
    }

    boolean isEmpty() {
        return count == 0;
    }

    List<BundleProblem> list() {
        return List.copyOf(found);
    }
}
