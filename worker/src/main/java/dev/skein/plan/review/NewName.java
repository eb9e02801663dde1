package dev.skein.plan.review;

import dev.skein.plan.sql.Names;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Names for what a safe form adds. */
final class NewName {
    /** PostgreSQL cuts names after so many bytes. */
    private static final int LONGEST = 63;

    private NewName() {}

    /** The qualified name with an ending, quoted where SQL needs it. */
    static String after(String qualified, String ending) {
        List<String> parts = new ArrayList<>(Names.parts(qualified));
        int last = parts.size() - 1;
        parts.set(last, cut(parts.get(last), ending));
        return Names.quote(parts);
    }

    /** Another name in the schema of a qualified one, quoted where SQL needs it. */
    static String beside(String qualified, String name) {
        List<String> parts = new ArrayList<>(Names.parts(qualified));
        parts.set(parts.size() - 1, cut(name, ""));
        return Names.quote(parts);
    }

    /** The last part alone with an ending, quoted where SQL needs it. */
    static String local(String qualified, String ending) {
        List<String> parts = Names.parts(qualified);
        return Names.quote(cut(parts.get(parts.size() - 1), ending));
    }

    private static String cut(String name, String ending) {
        int room = LONGEST - ending.length();
        String kept = name;
        while (kept.getBytes(StandardCharsets.UTF_8).length > room) {
            kept = kept.substring(0, kept.offsetByCodePoints(kept.length(), -1));
        }
        return kept + ending;
    }
}
