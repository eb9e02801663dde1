package dev.skein.outcome;

import dev.skein.plan.PlanDocument;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What an outcome says of its plan; the plan itself lies beside it.
 *
 * @param link the key of plan.html; empty text where nothing is kept
 * @param approval that the attempt was begun with; null where it was not
 */
public record PlanSummary(
        String hash,
        String verdict,
        String link,
        List<HazardLine> hazards,
        @Nullable Approval approval) {
    /** So many hazards are named; the plan has the rest. */
    private static final int MOST = 100;

    /** Copies the hazards. */
    public PlanSummary {
        hazards = List.copyOf(hazards);
    }

    /**
     * One hazard.
     *
     * @param place file:line; empty text where it has none
     */
    public record HazardLine(String code, String decision, String object, String place) {}

    static PlanSummary of(PlanDocument plan, String link, @Nullable Approval approval) {
        return new PlanSummary(
                plan.hash(),
                plan.verdict().name(),
                link,
                plan.at("/hazards")
                        .valueStream()
                        .limit(MOST)
                        .map(PlanSummary::line)
                        .toList(),
                approval);
    }

    private static HazardLine line(JsonNode hazard) {
        String file = hazard.path("file").asString("");
        return new HazardLine(
                hazard.path("code").asString(""),
                hazard.path("decision").asString(""),
                hazard.path("object").asString(""),
                file.isEmpty() ? "" : file + ":" + hazard.path("line").asInt(0));
    }
}
