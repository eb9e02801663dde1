package dev.skein.plan.shadow;

import dev.skein.plan.shadow.ShadowUnavailable.Reason;
import dev.skein.target.PasswordCredentials;
import dev.skein.target.Secret;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.HexFormat;
import org.postgresql.PGConnection;

/**
 * A role that lives as long as one scratch database and tries in place of one that may run programs on the server. It
 * logs in by itself, because a session that has only been made to be it could go back to what it was.
 *
 * @param server a session of whoever may make such roles
 * @param name that of the scratch database
 * @param why what the other role may do
 */
record StandIn(Sql server, String name, String why, Secret password) {
    private static final SecureRandom RANDOM = new SecureRandom();

    /** insufficient_privilege */
    private static final String NOT_ALLOWED = "42501";

    /** @param role in whose place it tries */
    static StandIn make(Sql server, String name, String role, String power) throws SQLException, ShadowUnavailable {
        byte[] random = new byte[32];
        RANDOM.nextBytes(random);
        Secret password = new Secret(HexFormat.of().formatHex(random));
        try {
            server.runFormatted("CREATE ROLE %I LOGIN", name);
            // Only its verifier gets to the server.
            server.connection()
                    .unwrap(PGConnection.class)
                    .alterUserPassword(name, password.value().toCharArray(), "scram-sha-256");
            server.runFormatted("GRANT %I TO SESSION_USER", name);
        } catch (SQLException e) {
            if (NOT_ALLOWED.equals(e.getSQLState())) {
                throw refused(role, power, e);
            }
            throw e;
        }
        return new StandIn(server, name, "role " + role + " " + power, password);
    }

    private static ShadowUnavailable refused(String role, String power, SQLException cause) {
        return new ShadowUnavailable(
                Reason.ROLE_NOT_ALLOWED,
                "role " + role + " " + power + ", and a text that is put together at run time could run programs on the"
                        + " server: set a shadow-role that may not, or migrate with another role",
                cause);
    }

    PasswordCredentials credentials() {
        return new PasswordCredentials(name, () -> password);
    }

    /** Lets it restore what only a superuser may make, such as some extensions. */
    void rise() throws SQLException {
        if (server.is("SELECT rolsuper FROM pg_roles WHERE rolname = session_user")) {
            server.runFormatted("ALTER ROLE %I SUPERUSER", name);
        }
    }

    /** From now on it may do nothing but use its database. */
    void fall() throws SQLException {
        if (server.is("SELECT rolsuper FROM pg_roles WHERE rolname = ?", name)) {
            server.runFormatted("ALTER ROLE %I NOSUPERUSER", name);
        }
    }
}
