package dev.skein.plan.shadow;

import dev.skein.bundle.Printable;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What people should know about a scratch database while it is being made. */
final class Remarks {
    /** A dump with one missing type can fail in thousands of places. */
    private static final int MOST = 50;

    private final Set<String> notes = new LinkedHashSet<>();
    private final Set<String> missing = new LinkedHashSet<>();
    private int unnamed;
    private String lesser = "";

    /** Adds a sentence. */
    void note(String sentence) {
        notes.add(Printable.of(sentence));
    }

    /** Adds something that the target has and the scratch database lacks. */
    void missing(String what) {
        String line = Printable.of(what);
        if (missing.size() < MOST) {
            missing.add(line);
        } else if (!missing.contains(line)) {
            unnamed++;
        }
    }

    /** Says that another role tries, and why what only the migrating one may do cannot be told. */
    void lesser(String why) {
        lesser = Printable.of(why);
    }

    String lesser() {
        return lesser;
    }

    /** Forgets what was said of a scratch database that was given up. */
    void forgetMissing() {
        missing.clear();
        unnamed = 0;
    }

    List<String> notes() {
        return List.copyOf(notes);
    }

    List<String> missing() {
        if (unnamed == 0) {
            return List.copyOf(missing);
        }
        Set<String> all = new LinkedHashSet<>(missing);
        all.add("and " + unnamed + " more");
        return List.copyOf(all);
    }
}
