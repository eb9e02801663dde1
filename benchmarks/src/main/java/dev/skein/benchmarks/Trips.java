package dev.skein.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Logins to a server and round trips after them, counted by any thread. */
final class Trips {
    private static final int LONGEST = 100;

    private final Map<String, Integer> byText = new LinkedHashMap<>();
    private int logins;
    private int count;

    synchronized void login() {
        logins++;
    }

    /** @param statements that went with it; none for a mere Sync */
    synchronized void trip(List<String> statements) {
        count++;
        byText.merge(gist(String.join("; ", statements)), 1, Integer::sum);
    }

    synchronized int logins() {
        return logins;
    }

    synchronized int count() {
        return count;
    }

    /** The statements, most frequent first; numbers in them count as the same, so that generated ones stay together. */
    synchronized Map<String, Integer> byText() {
        List<Map.Entry<String, Integer>> entries = new ArrayList<>(byText.entrySet());
        entries.sort(Map.Entry.<String, Integer>comparingByValue().reversed());
        Map<String, Integer> sorted = new LinkedHashMap<>();
        entries.forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return sorted;
    }

    private static String gist(String text) {
        String line = text.strip().replaceAll("\\s+", " ").replaceAll("\\d+", "#");
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }
}
