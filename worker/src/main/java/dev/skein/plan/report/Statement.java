package dev.skein.plan.report;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A statement of a segment. */
record Statement(Item item) {
    private static final Pattern VERSIONED = Pattern.compile("([VBU][0-9][0-9._]*?)__.*");
    private static final Pattern COMMENTS = Pattern.compile("\\A(?:\\s*+--[^\n]*+\n)++\\s*+");

    /** Where it is, as short as can be told apart: {@code V5:12}. */
    String label() {
        return item.has("file") ? shortName(item.text("file")) + ":" + item.text("line") : "?";
    }

    /** A migration's name as people say it: {@code V5}, {@code R__view}, or Prisma's folder. */
    static String shortName(String file) {
        String named = file.replaceFirst("/migration\\.sql$", "");
        String last = named.substring(named.lastIndexOf('/') + 1);
        Matcher versioned = VERSIONED.matcher(last);
        return versioned.matches() ? versioned.group(1) : last.replaceFirst("\\.sql$", "");
    }

    /** The SQL without the comments that it begins with. */
    String sql() {
        return COMMENTS.matcher(item.text("sql")).replaceFirst("");
    }

    List<Item> touches() {
        return item.list("touches");
    }

    /** Where it took a lock or did work. */
    List<Item> notable() {
        return touches().stream()
                .filter(touch -> touch.flag("acquired") || !work(touch).isEmpty())
                .toList();
    }

    /** The most that is done to the table: {@code rewrite}, which takes in the others, {@code index} or {@code scan}. */
    static String work(Item touch) {
        if (touch.flag("rewritten")) {
            return "rewrite";
        }
        return touch.flag("indexBuilt") ? "index" : touch.flag("scanned") ? "scan" : "";
    }

    /** The same as a sentence, such as {@code all of it is read}. */
    static String workInWords(Item touch) {
        return switch (work(touch)) {
            case "rewrite" -> "all of it is written anew";
            case "index" -> "an index is built";
            case "scan" -> "all of it is read";
            default -> "";
        };
    }
}
