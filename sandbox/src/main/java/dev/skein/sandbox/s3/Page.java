package dev.skein.sandbox.s3;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One page of a listing.
 *
 * @param last the name of the last entry or common prefix on the page; empty on an empty page
 */
record Page(List<Bucket.Entry> entries, Set<String> commonPrefixes, boolean truncated, String last) {

    /** What a listing asks for. */
    record Wish(String prefix, String delimiter, int most) {
        boolean wants(Bucket.Entry entry) {
            return entry.key().startsWith(prefix);
        }

        /** The common prefix under which a key is summed up, or the key itself. */
        String nameOf(String key) {
            int end = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
            return end < 0 ? key : key.substring(0, end + delimiter.length());
        }
    }

    /** The first entries that are wanted, as many as fit. */
    static Page of(List<Bucket.Entry> candidates, Wish wish) {
        List<Bucket.Entry> entries = new ArrayList<>();
        Set<String> prefixes = new LinkedHashSet<>();
        String last = "";
        for (Bucket.Entry entry : candidates) {
            String name = wish.nameOf(entry.key());
            if (prefixes.contains(name)) {
                continue;
            }
            if (entries.size() + prefixes.size() == wish.most()) {
                return new Page(entries, prefixes, wish.most() > 0, last);
            }
            if (name.equals(entry.key())) {
                entries.add(entry);
            } else {
                prefixes.add(name);
            }
            last = name;
        }
        return new Page(entries, prefixes, false, last);
    }
}
