package dev.skein.plan.shadow;

import java.sql.SQLException;
import java.util.List;

/**
 * Which role does what in a scratch database.
 *
 * @param migrator runs the pending migrations
 * @param owner the database's
 * @param restorer makes what a dump says
 * @param objects whether they belong to those who own them on the target
 */
record Cast(String migrator, String owner, String restorer, Owners objects) {
    /** To whom restored objects belong. */
    enum Owners {
        AS_ON_TARGET,
        RESTORER
    }

    /** Everything belongs to one role. */
    static Cast alone(String role) {
        return new Cast(role, role, role, Owners.RESTORER);
    }

    /**
     * As close to the target as the login may come.
     *
     * @param owners those of the target's objects
     * @param databaseOwner the target database's
     */
    static Cast likeTarget(Sql server, String migrator, List<String> owners, String databaseOwner) throws SQLException {
        String login = server.text("SELECT session_user");
        if (server.is("SELECT rolsuper FROM pg_roles WHERE rolname = ?", login)) {
            return new Cast(migrator, databaseOwner, login, Owners.AS_ON_TARGET);
        }
        String owner = isAll(server, migrator, List.of(databaseOwner)) ? databaseOwner : migrator;
        for (String restorer : List.of(migrator, login)) {
            if (isAll(server, restorer, owners) && isAll(server, restorer, List.of(owner))) {
                return new Cast(migrator, owner, restorer, Owners.AS_ON_TARGET);
            }
        }
        return new Cast(migrator, owner, migrator, Owners.RESTORER);
    }

    /** Whether a role has all that the others have, and may give objects to them. */
    private static boolean isAll(Sql server, String role, List<String> others) throws SQLException {
        return server.is("""
                SELECT coalesce(bool_and(pg_has_role(?::name, oid, 'USAGE') AND pg_has_role(?::name, oid, ?)), true)
                       AND count(*) = cardinality(?)
                FROM pg_roles WHERE rolname = ANY (?)
                """, role, role, server.becoming(), server.array(others), server.array(others));
    }
}
