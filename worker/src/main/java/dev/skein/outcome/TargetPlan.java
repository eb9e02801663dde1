package dev.skein.outcome;

import dev.skein.bundle.Bundle;
import dev.skein.plan.PlanDocument;
import dev.skein.plan.PlannedTarget;
import dev.skein.plan.Planner;
import dev.skein.target.SqlState;
import dev.skein.target.TargetConnector;
import dev.skein.target.TargetSession;
import dev.skein.target.TransientFailure;
import java.sql.SQLException;

/** Makes the plan of a bundle for a target, and applies nothing. */
public final class TargetPlan {
    private final TargetConnector connector;
    private final Planner planner;

    /** @param connector opens the target's connection */
    public TargetPlan(TargetConnector connector, Planner planner) {
        this.connector = connector;
        this.planner = planner;
    }

    /**
     * Makes the plan. Another run may hold the target meanwhile: nothing is locked.
     *
     * @throws TransientFailure when the same may well succeed later
     * @throws SQLException when the database refuses
     */
    public PlanDocument make(Bundle bundle, PlannedTarget where) throws SQLException {
        try (TargetSession session = connector.open(where.target(), "plan")) {
            return PlanDocument.of(planner.plan(bundle, where, session));
        } catch (SQLException e) {
            if (SqlState.isTransient(e)) {
                throw new TransientFailure(
                        "the connection to target " + where.target().name() + " was lost", e);
            }
            throw e;
        }
    }
}
