package dev.skein.plan.report;

import dev.skein.plan.facts.Bytes;
import java.util.stream.Collectors;

/** What goes on at the target while it is planned, in sentences. */
final class Activity {
    private static final int NAMED = 5;

    private Activity() {}

    static String transaction(Item open) {
        String application = open.has("application") ? " (" + open.text("application") + ")" : "";
        String tables = open.texts("relations").stream().limit(NAMED).collect(Collectors.joining(", "));
        return "Process " + open.text("pid") + application + " has had a transaction open for "
                + Amount.time(open.seconds("age")) + (open.has("state") ? ", " + open.text("state") : "")
                + (tables.isEmpty() ? "." : ", with locks on " + tables + ".");
    }

    static String replica(Item replica) {
        return "Replica " + replica.text("name") + " is " + Amount.time(replica.seconds("lag")) + " and "
                + Bytes.words(replica.count("bytes")) + " behind.";
    }
}
