package dev.skein.plan.probe;

import dev.skein.bundle.Printable;
import dev.skein.plan.probe.Probe.Answer;
import dev.skein.plan.probe.Question.Selection;
import dev.skein.plan.probe.Question.Trial;
import dev.skein.target.SqlState;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks one demand's question, and makes a finding of the answers. */
final class Interview {
    private final Witness witness;
    private final Demand demand;
    private final Duration limit;
    private final long end;

    Interview(Witness witness, Demand demand, Duration limit) {
        this.witness = witness;
        this.demand = demand;
        this.limit = limit;
        this.end = System.nanoTime() + limit.toNanos();
    }

    /** @throws SQLException when the connection is lost */
    Probe probe() throws SQLException {
        try {
            for (String relation : demand.relations()) {
                if (witness.isBlind(relation, left())) {
                    return inconclusive("row security hides rows of " + relation + " from the migrating role");
                }
            }
            return answer();
        } catch (SQLException e) {
            return inconclusive(Reason.of(checked(e), limit));
        }
    }

    private Probe answer() throws SQLException {
        // Function.apply declares no SQLException: the match only chooses.
        Asking asking = demand.question().match(selection -> () -> select(selection), trial -> () -> tryOut(trial));
        return asking.ask();
    }

    @FunctionalInterface
    private interface Asking {
        Probe ask() throws SQLException;
    }

    /** The samples come first: where there are none that is the answer, and where counting takes too long, too. */
    private Probe select(Selection selection) throws SQLException {
        String samples = witness.ask(selection.samples(), left());
        if (samples.isEmpty()) {
            return holds();
        }
        List<String> labels = labels(JsonMapper.shared().readTree(samples));
        try {
            long breaking = Long.parseLong(witness.ask(selection.count(), left()));
            return breaks(breaking, labels, "");
        } catch (SQLException e) {
            checked(e);
            return breaks(labels.size(), labels, "at least ");
        }
    }

    private Probe tryOut(Trial trial) throws SQLException {
        if (!trial.wholly().isEmpty()) {
            try {
                witness.ask(trial.wholly(), left());
                return holds();
            } catch (SQLException e) {
                if (!isOfValue(checked(e))) {
                    throw e;
                }
            }
        }
        JsonNode answer = witness.run(trial.rowByRow(), left());
        long broken = answer.path("broken").asLong();
        boolean cut = answer.path("cut").asBoolean();
        if (broken == 0) {
            return cut ? inconclusive(Reason.notFinished(limit)) : holds();
        }
        return breaks(broken, labels(answer.path("labels")), cut ? "at least " : "");
    }

    private static boolean isOfValue(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        return state.startsWith("22") || state.startsWith("23");
    }

    private static SQLException checked(SQLException failure) throws SQLException {
        if (SqlState.isDisconnect(failure)) {
            throw failure;
        }
        return failure;
    }

    private Duration left() {
        return Duration.ofNanos(Math.max(1, end - System.nanoTime()));
    }

    private static List<String> labels(JsonNode array) {
        return array.valueStream().map(label -> Printable.of(label.asString())).toList();
    }

    private Probe holds() {
        return demand.doubt().isEmpty()
                ? probe(Answer.HOLDS, 0, List.of(), "every row satisfies it")
                : inconclusive(demand.doubt() + "; today every row satisfies it");
    }

    private Probe breaks(long breaking, List<String> labels, String prefix) {
        String what = breaking == 1
                ? demand.about().broken().one()
                : demand.about().broken().several();
        String why = String.format(Locale.ROOT, "%s%,d %s", prefix, breaking, what);
        return demand.doubt().isEmpty()
                ? probe(Answer.BREAKS, breaking, labels, why)
                : inconclusive(demand.doubt() + "; today " + why);
    }

    Probe inconclusive(String why) {
        return probe(Answer.INCONCLUSIVE, 0, List.of(), why);
    }

    private Probe probe(Answer answer, long breaking, List<String> samples, String why) {
        Demand.About about = demand.about();
        return new Probe(
                about.kind(),
                answer,
                about.relation(),
                about.subject(),
                demand.statement(),
                breaking,
                samples,
                why,
                demand.question().shown());
    }
}
