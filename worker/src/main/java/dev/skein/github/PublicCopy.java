package dev.skein.github;

import dev.skein.outcome.OutcomeDocument;
import dev.skein.plan.PlanDocument;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Plans and outcomes as those may see them who read a repository's logs and comments, but not the bucket: without keys of rows,
 * and without what PostgreSQL or a bundle's RAISE says of their values.
 */
public final class PublicCopy {
    private static final String ELSEWHERE =
            "PostgreSQL's message may hold values of rows; plan.json and outcome.json have it";

    private PublicCopy() {}

    /** The plan without them. */
    public static PlanDocument of(PlanDocument plan) {
        ObjectNode tree = plan.tree();
        tree.path("probes").forEach(probe -> ((ObjectNode) probe).putArray("samples"));
        tree.path("problems").forEach(PublicCopy::clean);
        tree.path("inconclusive").forEach(PublicCopy::clean);
        return PlanDocument.parse(tree.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** The outcome without them. */
    public static OutcomeDocument of(OutcomeDocument outcome) {
        ObjectNode tree = outcome.tree();
        tree.path("problems").forEach(PublicCopy::clean);
        if (tree.path("problem") instanceof ObjectNode problem) {
            clean(problem);
        }
        return OutcomeDocument.parse(tree.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void clean(JsonNode problem) {
        if (problem instanceof ObjectNode node && node.hasNonNull("sqlState")) {
            String state = node.path("sqlState").asString("");
            node.remove(List.of("detail", "hint"));
            if (node.path("raised").asBoolean(false) || state.startsWith("22") || state.startsWith("P0")) {
                node.put("message", ELSEWHERE);
            }
        }
    }
}
