package dev.skein;

import dev.skein.apply.Resolution;
import dev.skein.apply.Resolution.Finding;
import dev.skein.bundle.ManifestFile;
import dev.skein.flyway.ServerError;
import dev.skein.intake.ObjectVersion;
import dev.skein.intake.Request;
import dev.skein.outcome.Answer;
import dev.skein.outcome.Answer.Refusal;
import dev.skein.outcome.RunProblemCode;
import dev.skein.plan.PlannedTarget;
import dev.skein.target.ResolutionTable;
import dev.skein.target.SqlState;
import dev.skein.target.Succession;
import dev.skein.target.Target;
import dev.skein.target.TargetConnector;
import dev.skein.target.TargetSession;
import dev.skein.target.TransientFailure;
import java.sql.SQLException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** {@code resolve}: notes on a target what a person has found out about a migration that was cut off. */
final class ResolveVerb implements RequestVerb {
    private static final Logger LOG = LoggerFactory.getLogger(ResolveVerb.class);

    private final TargetConnector connector;
    private final TargetLookup targets;

    ResolveVerb(TargetConnector connector, TargetLookup targets) {
        this.connector = connector;
        this.targets = targets;
    }

    @Override
    public Answer carryOut(Request request, ObjectVersion object, JsonNode document) {
        Optional<PlannedTarget> where = targets.named(request.target());
        String file = document.path("file").asString("");
        Optional<Finding> finding = Finding.of(document.path("finding").asString(""));
        if (where.isEmpty() || !file.startsWith(ManifestFile.FOLDER) || finding.isEmpty()) {
            return Answer.refused(
                    Refusal.MALFORMED_REQUEST,
                    "it names no configured target, no file under " + ManifestFile.FOLDER + ", or no finding");
        }
        int statement = document.path("statement").asInt(0);
        try (TargetSession session = open(where.get().target(), "resolve " + request.id())) {
            String script = file.substring(ManifestFile.FOLDER.length());
            Resolution resolution =
                    new Resolution(session, new ResolutionTable.Origin(request.id(), object.principal()));
            boolean known = statement > 0
                    ? resolution.resolve(script, statement, finding.get())
                    : resolution.resolve(script, finding.get());
            LOG.atInfo()
                    .addKeyValue("target", request.target())
                    .addKeyValue("file", file)
                    .addKeyValue("statement", statement)
                    .addKeyValue("finding", finding.get().label())
                    .addKeyValue("by", object.principal())
                    .addKeyValue("known", known)
                    .log("resolved");
            return known ? Answer.resolved() : nothing(file, statement);
        } catch (SQLException e) {
            if (SqlState.isTransient(e)) {
                throw new TransientFailure("the connection to target " + request.target() + " was lost", e);
            }
            return Answer.failed(RunProblemCode.of(e), ServerError.of(e).message());
        }
    }

    private TargetSession open(Target target, String purpose) throws SQLException {
        TargetSession session = connector.openRun(target, purpose);
        try {
            session.requireWriter();
            session.takeLease(purpose, Succession.WAITS);
            return session;
        } catch (SQLException | RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private static Answer nothing(String file, int statement) {
        return Answer.refused(
                Refusal.NOTHING_TO_RESOLVE,
                statement > 0
                        ? "the journal knows nothing of statement " + statement + " of " + file
                        : "the history does not say that " + file + " has failed");
    }
}
