package dev.skein.plan.shadow;

import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drops scratch databases.
 *
 * @param sql a session in another database of the server
 */
record Disposal(Sql sql) {
    private static final Logger LOG = LoggerFactory.getLogger(Disposal.class);

    /** insufficient_privilege */
    private static final String NOT_ALLOWED = "42501";

    /**
     * Drops the databases of a scratch database's target whose makers are gone. A maker's session has the name before there is
     * anything of that name, so that none is taken from a living one, however young it is.
     */
    void sweep(ShadowName now) throws SQLException {
        String prefix = "skein_shadow_" + now.target() + "_";
        sql.texts("""
                        SELECT datname FROM pg_database d
                        WHERE starts_with(datname, ?) AND pg_has_role(session_user, datdba, 'MEMBER')
                          AND NOT EXISTS (SELECT FROM pg_stat_activity a WHERE a.application_name = d.datname)
                        """, prefix).stream().filter(Disposal::isOurs).forEach(this::sweep);
        sql.texts("""
                        SELECT rolname FROM pg_roles r
                        WHERE starts_with(rolname, ?)
                          AND NOT EXISTS (SELECT FROM pg_stat_activity a WHERE a.application_name = r.rolname)
                        """, prefix).stream().filter(Disposal::isOurs).forEach(this::sweepRole);
    }

    private static boolean isOurs(String name) {
        return ShadowName.parse(name).isPresent();
    }

    /** A role whose database is still there has not been given up; PostgreSQL refuses to drop it. */
    private void sweepRole(String role) {
        try {
            dropRole(role);
        } catch (SQLException e) {
            LOG.atDebug().addKeyValue("role", role).setCause(e).log("the role of a scratch database stays");
        }
    }

    /** Drops the role of the same name as a scratch database that is gone, if it has one. */
    void dropRole(String role) throws SQLException {
        // IF EXISTS asks for the right to drop roles even where there is nothing to drop.
        if (sql.is("SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = ?)", role)) {
            sql.run("SET ROLE NONE");
            sql.runFormatted("DROP ROLE %I", role);
        }
    }

    private void sweep(String database) {
        try {
            drop(database);
            LOG.atInfo().addKeyValue("database", database).log("dropped the scratch database of a dead worker");
        } catch (SQLException e) {
            LOG.atWarn()
                    .addKeyValue("database", database)
                    .addKeyValue("sqlState", e.getSQLState())
                    .log("the scratch database of a dead worker cannot be dropped");
        }
    }

    void drop(String database) throws SQLException {
        sql.run("SET ROLE NONE");
        // The owner may drop the database, but only the login may end the login's own sessions in it.
        sql.rows("""
                SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
                WHERE datname = ? AND usename = session_user AND pid <> pg_backend_pid()
                """, database);
        for (String owner : sql.texts("""
                SELECT pg_get_userbyid(datdba) FROM pg_database
                WHERE datname = ? AND pg_has_role(session_user, datdba, ?)
                """, database, sql.becoming())) {
            sql.runFormatted("SET ROLE %I", owner);
        }
        try {
            dropByForce(database);
        } finally {
            sql.run("SET ROLE NONE");
        }
    }

    private void dropByForce(String database) throws SQLException {
        try {
            sql.runFormatted("DROP DATABASE IF EXISTS %I WITH (FORCE)", database);
        } catch (SQLException e) {
            if (!NOT_ALLOWED.equals(e.getSQLState())) {
                throw e;
            }
            // Background workers in it count as somebody else's sessions, which the plain form ends by itself.
            sql.runFormatted("DROP DATABASE IF EXISTS %I", database);
        }
    }
}
