package dev.skein.plan.shadow;

import dev.skein.plan.shadow.ShadowUnavailable.Reason;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * What a role may do to the server itself. It is no place to try a stranger's statements: a text that is put together at
 * run time, which nobody can read before, could run programs there.
 *
 * @see <a href="https://www.postgresql.org/docs/current/predefined-roles.html">Predefined Roles</a>
 */
public final class ServerPowers {
    private static final String POWERS = """
            SELECT CASE WHEN rolsuper THEN 'is a superuser' ELSE 'is a member of ' || power END
            FROM pg_roles r LEFT JOIN unnest(ARRAY[
                'pg_execute_server_program', 'pg_write_server_files', 'pg_read_server_files']) power
                ON pg_has_role(r.oid, power, 'MEMBER')
            WHERE r.rolname = ? AND (r.rolsuper OR power IS NOT NULL)
            ORDER BY power LIMIT 1
            """;

    private ServerPowers() {}

    /**
     * Refuses a session whose role, or login, may do something to the server itself.
     *
     * @throws ShadowUnavailable with what to do
     */
    public static void requireNone(Connection connection) throws SQLException, ShadowUnavailable {
        Sql sql = new Sql(connection);
        for (String role : sql.texts("SELECT DISTINCT r FROM unnest(ARRAY[current_user, session_user]) r")) {
            Optional<String> power = of(sql, role);
            if (power.isPresent()) {
                throw new ShadowUnavailable(
                        Reason.ROLE_NOT_ALLOWED,
                        "role " + role + " " + power.get() + ", and a text that is put together at run time could run"
                                + " programs on the target's server: migrate with another role, or set dry-run: shadow,"
                                + " or let the policy allow reaches-programs");
            }
        }
    }

    /** What a role may do, as in "is a superuser"; empty when nothing. */
    static Optional<String> of(Sql sql, String role) throws SQLException {
        List<String> powers = sql.texts(POWERS, role);
        return powers.isEmpty() ? Optional.empty() : Optional.of(powers.get(0));
    }
}
