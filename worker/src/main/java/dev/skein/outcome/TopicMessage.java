package dev.skein.outcome;

import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The outcome as its topic carries it: cut to 200 KiB, because SNS takes 256 KiB and its envelope escapes the text.
 *
 * @see <a href="https://docs.aws.amazon.com/general/latest/gr/sns.html">SNS quotas</a>
 */
final class TopicMessage {
    static final int LONGEST = 200 << 10;

    /** The lists of a document, the least telling first. */
    private static final List<String> LISTS =
            List.of("/group/results", "/plan/hazards", "/migrations", "/warnings", "/problem/applied", "/problems");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private TopicMessage() {}

    static String of(OutcomeDocument document) {
        ObjectNode tree = document.tree();
        if (size(tree) <= LONGEST) {
            return JSON.writeValueAsString(tree);
        }
        tree.put("truncated", true);
        tree.put("key", document.run().outcomeKey(document.attempt()));
        for (String list : LISTS) {
            if (tree.at(list) instanceof ArrayNode entries) {
                shorten(entries, tree);
            }
        }
        return JSON.writeValueAsString(tree);
    }

    /** Halves the list until the whole fits or it is empty. */
    private static void shorten(ArrayNode entries, JsonNode whole) {
        while (!entries.isEmpty() && size(whole) > LONGEST) {
            for (int keep = entries.size() / 2; entries.size() > keep; ) {
                entries.remove(entries.size() - 1);
            }
        }
    }

    private static int size(JsonNode tree) {
        return JSON.writeValueAsString(tree).getBytes(StandardCharsets.UTF_8).length;
    }
}
