package dev.skein.plan.review;

import dev.skein.plan.hazard.Decision;
import dev.skein.plan.hazard.Hazard;
import dev.skein.plan.hazard.HazardCode;
import dev.skein.plan.hazard.Severity;
import dev.skein.plan.probe.Probe;
import java.util.stream.Stream;

/** Rows of the target that do not satisfy what the bundle demands: the statement would fail. */
final class BrokenRows {
    private BrokenRows() {}

    static Stream<Hazard> find(Scene scene) {
        return scene.probes().stream()
                .filter(probe -> probe.answer() == Probe.Answer.BREAKS)
                .map(probe -> hazard(scene, probe));
    }

    private static Hazard hazard(Scene scene, Probe probe) {
        return new Hazard(
                code(probe.kind()),
                Severity.DANGER,
                Decision.BLOCK,
                probe.relation() + "." + probe.subject(),
                probe.statement(),
                why(scene, probe),
                "-- which rows these are\n" + ended(probe.query()) + "\n" + new Mending(scene, probe).sql());
    }

    private static String why(Scene scene, Probe probe) {
        return probe.why() + "; " + scene.tables().size(probe.relation())
                + ". The statement would fail, and its transaction would be rolled back.";
    }

    private static String ended(String query) {
        String stripped = query.strip();
        return stripped.endsWith(";") ? stripped : stripped + ";";
    }

    private static HazardCode code(Probe.Kind kind) {
        return switch (kind) {
            case NOT_NULL -> HazardCode.ROWS_BREAK_NOT_NULL;
            case UNIQUE -> HazardCode.ROWS_BREAK_UNIQUE;
            case CHECK -> HazardCode.ROWS_BREAK_CHECK;
            case FOREIGN_KEY -> HazardCode.ROWS_BREAK_FOREIGN_KEY;
            case EXCLUSION -> HazardCode.ROWS_BREAK_EXCLUSION;
            case TYPE -> HazardCode.ROWS_BREAK_TYPE;
            case ENUM -> HazardCode.ROWS_BREAK_ENUM;
        };
    }
}
