package dev.skein.plan.shadow;

import dev.skein.bundle.Bundle;
import dev.skein.plan.shadow.ShadowUnavailable.Reason;
import dev.skein.target.SqlState;
import dev.skein.target.Target;
import dev.skein.target.TargetConnector;
import dev.skein.target.TargetSession;
import dev.skein.target.TransientFailure;
import java.sql.SQLException;

/** Makes scratch databases to try migrations in. */
public final class Shadows {
    private final TargetConnector connector;
    private final ShadowSettings settings;

    public Shadows(TargetConnector connector, ShadowSettings settings) {
        this.connector = connector;
        this.settings = settings;
    }

    /**
     * Makes a scratch database with the target's schema and history. The target's are only read.
     *
     * @param session on the target, outside a transaction
     * @param bundle replayed as far as it is applied where the schema cannot be dumped
     * @throws ShadowUnavailable when that is not possible here
     * @throws TransientFailure when it may be possible later
     */
    public Shadow create(Target target, TargetSession session, Bundle bundle) throws ShadowUnavailable {
        try (Deadline deadline = new Deadline(settings.timeout())) {
            return create(new Source(target, session, bundle), deadline);
        }
    }

    private Shadow create(Source source, Deadline deadline) throws ShadowUnavailable {
        try {
            return new Making(connector, settings, source, deadline).make();
        } catch (SQLException e) {
            throw deadline.isOver() ? deadline.passed() : refused(e);
        } catch (ShadowUnavailable e) {
            throw deadline.isOver() ? deadline.passed() : e;
        } catch (TransientFailure e) {
            if (deadline.isOver()) {
                throw deadline.passed();
            }
            throw e;
        }
    }

    /**
     * Drops the scratch databases of a target whose makers are gone. {@link #create} does so by itself.
     *
     * @param session on the target
     * @throws SQLException when the server of the scratch databases cannot be asked
     */
    public void sweep(Target target, TargetSession session) throws SQLException {
        try (ScratchServer server = Making.open(connector, settings, target, new Sql(session.connection()))) {
            server.sweep();
        }
    }

    private static ShadowUnavailable refused(SQLException failure) {
        if (SqlState.isTransient(failure)) {
            throw new TransientFailure(
                    "the scratch database cannot be made now: SQLSTATE " + failure.getSQLState(), failure);
        }
        return new ShadowUnavailable(
                Reason.REFUSED,
                "the scratch database cannot be made: PostgreSQL answered SQLSTATE " + failure.getSQLState() + ", "
                        + failure.getMessage() + "; mend that, or set a shadow-url, or dry-run: in-place",
                failure);
    }
}
