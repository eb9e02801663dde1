package dev.skein.outcome;

import dev.skein.apply.Unfinished;
import dev.skein.plan.PlannedTarget;
import dev.skein.target.TargetSession;
import java.sql.SQLException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at a target to which a bundle was just applied. What fails here is logged and left out: the bundle is applied. */
final class Aftermath {
    private static final Logger LOG = LoggerFactory.getLogger(Aftermath.class);

    private final SchemaKeeping schemas;

    Aftermath(SchemaKeeping schemas) {
        this.schemas = schemas;
    }

    AfterApply of(Attempt attempt, PlannedTarget where, TargetSession session) {
        return new AfterApply(schemas.publish(attempt, where, session), warnings(session));
    }

    private static List<Warning> warnings(TargetSession session) {
        try {
            return Unfinished.find(session).stream().map(Warning::of).toList();
        } catch (SQLException e) {
            LOG.atWarn().setCause(e).log("nobody looked for invalid indexes and constraints");
            return List.of();
        }
    }
}
