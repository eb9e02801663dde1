package dev.skein.target;

import java.sql.SQLException;

/**
 * A pooler between worker and server gives each transaction another session. Lease, role and settings belong to a session, so
 * nothing can be applied that way.
 */
public final class TransactionPooling extends SQLException {
    private static final long serialVersionUID = 1L;

    /** feature_not_supported */
    private static final String NOT_SUPPORTED = "0A000";

    TransactionPooling() {
        super(
                "the target's url leads to a pooler that changes the server's session from transaction to transaction"
                        + " (transaction or statement mode); the database was not touched. Name a pool in session mode or the"
                        + " database's own endpoint",
                NOT_SUPPORTED);
    }
}
