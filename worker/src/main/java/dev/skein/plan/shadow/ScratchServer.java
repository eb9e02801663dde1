package dev.skein.plan.shadow;

import dev.skein.plan.shadow.ShadowUnavailable.Reason;
import dev.skein.target.Credentials;
import dev.skein.target.Namespace;
import dev.skein.target.SqlState;
import dev.skein.target.Target;
import dev.skein.target.TargetConnector;
import dev.skein.target.TargetSession;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server that holds one scratch database, seen through a session that stays open as long as the database is wanted.
 * The session's {@code application_name} is the database's name, by which others see that it is still wanted.
 */
final class ScratchServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ScratchServer.class);

    /** wrong_object_type: PostgreSQL's answer to a locale that the operating system does not have. */
    private static final String NO_SUCH_LOCALE = "42809";

    private final TargetConnector connector;
    private final Target place;
    private final ShadowName name;
    private TargetSession session;

    private ScratchServer(TargetConnector connector, Target place, TargetSession session, ShadowName name) {
        this.connector = connector;
        this.place = place;
        this.session = session;
        this.name = name;
    }

    /**
     * @param place where to log in: the target itself, or any database of another server
     * @param hash the digits that stand for the target
     */
    static ScratchServer open(TargetConnector connector, Target place, String hash) throws SQLException {
        Target plain = new Target(
                place.name(), place.url(), place.credentials(), new Namespace("public", List.of(), "none", null));
        TargetSession session = connector.open(plain, "shadow");
        try {
            Sql sql = new Sql(session.connection());
            long now = Long.parseLong(sql.text("SELECT floor(extract(epoch FROM clock_timestamp()))::bigint"));
            ScratchServer server = new ScratchServer(connector, plain, session, ShadowName.of(hash, now));
            server.prepare();
            return server;
        } catch (SQLException | RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private void prepare() throws SQLException {
        sql().text("SELECT set_config('application_name', ?, false)", name.text());
        limitStatements(Duration.ZERO);
        sql().run("SET lock_timeout TO '30s'");
        sql().run("SET idle_session_timeout TO 0");
        sql().run("SET default_transaction_read_only TO off");
        sql().run("SET ROLE NONE");
    }

    Sql sql() {
        return new Sql(session.connection());
    }

    /** The scratch database's name. */
    String database() {
        return name.text();
    }

    /** The scratch database, to be logged in to as here. */
    Target scratch(Namespace namespace) {
        return new Target(place.name(), place.onDatabase(database()).url(), place.credentials(), namespace);
    }

    /** The scratch database, to be logged in to as another role than here. */
    Target scratch(Namespace namespace, Credentials credentials) {
        return new Target(place.name(), place.onDatabase(database()).url(), credentials, namespace);
    }

    /** The role that logged in. */
    String login() throws SQLException {
        return sql().text("SELECT session_user");
    }

    /** Makes the scratch database, empty. */
    void create(DatabaseTraits traits, String owner, Remarks remarks) throws SQLException, ShadowUnavailable {
        become(creator(owner));
        try {
            traits.create(sql(), database(), owner);
        } catch (SQLException e) {
            if (!NO_SUCH_LOCALE.equals(e.getSQLState())) {
                throw e;
            }
            traits.withoutLocale().create(sql(), database(), owner);
            remarks.note("The shadow server does not have the locale "
                    + traits.text().collate()
                    + " of the target's database: the scratch database sorts as locale C does.");
        }
        become(owner);
        sql().runFormatted("REVOKE ALL ON DATABASE %I FROM PUBLIC", database());
        sql().runFormatted("GRANT CONNECT ON DATABASE %I TO %I", database(), login());
        sql().runFormatted("COMMENT ON DATABASE %I IS %L", database(), """
                Scratch database of Skein's dry run for target %s, without the target's rows. \
                It is dropped when the dry run ends; where its worker died, by the next dry run.\
                """.formatted(place.name()));
        sql().run("SET ROLE NONE");
    }

    /** Lets the migrating role do to the scratch database what it may do to the target's. */
    void grant(String privilege, Cast cast) throws SQLException {
        become(cast.owner());
        sql().runFormatted("GRANT " + privilege + " ON DATABASE %I TO %I", database(), cast.migrator());
        sql().run("SET ROLE NONE");
    }

    /** @param limit zero for none */
    void limitStatements(Duration limit) throws SQLException {
        sql().text("SELECT set_config('statement_timeout', ?, false)", Long.toString(limit.toMillis()));
    }

    /** Who makes a database that belongs to a role: whoever may make databases and give them to that role. */
    private String creator(String owner) throws SQLException, ShadowUnavailable {
        List<List<String>> creators = sql().rows("""
                SELECT rolname, pg_has_role(oid, ?::name, ?) FROM pg_roles
                WHERE (rolcreatedb OR rolsuper) AND rolname IN (session_user, ?) AND pg_has_role(session_user, oid, ?)
                ORDER BY 2 DESC, rolname = session_user DESC
                """, owner, becoming(), owner, becoming());
        if (creators.isEmpty()) {
            throw new ShadowUnavailable(
                    Reason.NO_CREATEDB,
                    "role " + login() + " may not create databases: grant it CREATEDB, or set the target's"
                            + " shadow-url, or dry-run: in-place");
        }
        if (creators.get(0).get(1).equals("f")) {
            throw notAllowed(owner);
        }
        return creators.get(0).get(0);
    }

    private ShadowUnavailable notAllowed(String role) throws SQLException {
        return new ShadowUnavailable(
                Reason.ROLE_NOT_ALLOWED,
                "role " + login() + " may not become role " + role + ": GRANT " + role + " TO " + login()
                        + ", or set another shadow-role for target " + place.name());
    }

    /** Refuses a role that does not exist, or that the login may not become. */
    void requireRole(String role) throws SQLException, ShadowUnavailable {
        if (sql().texts("SELECT 1 FROM pg_roles WHERE rolname = ?", role).isEmpty()) {
            throw new ShadowUnavailable(
                    Reason.ROLE_NOT_ALLOWED,
                    "role " + role + " does not exist on the server of the scratch database: create it, or set another"
                            + " shadow-role for target " + place.name());
        }
        if (!sql().is("SELECT pg_has_role(session_user, ?::name, ?)", role, becoming())) {
            throw notAllowed(role);
        }
    }

    private String becoming() throws SQLException {
        return sql().becoming();
    }

    private void become(String role) throws SQLException {
        sql().runFormatted("SET ROLE %I", role);
    }

    /** Drops scratch databases of the same target whose makers are gone. */
    void sweep() throws SQLException {
        new Disposal(sql()).sweep(name);
    }

    /** Drops the scratch database. */
    void drop() throws SQLException {
        new Disposal(sql()).drop(database());
    }

    /** Drops the scratch database and logs out. A database that cannot be dropped is left to the next sweep. */
    @Override
    public void close() {
        try {
            dropSurely();
        } catch (SQLException | RuntimeException e) {
            LOG.atWarn()
                    .addKeyValue("database", database())
                    .setCause(e)
                    .log("the scratch database cannot be dropped now; the next dry run does it");
        } finally {
            session.close();
        }
    }

    private void dropSurely() throws SQLException {
        try {
            dropAll();
        } catch (SQLException e) {
            if (!SqlState.isDisconnect(e)) {
                throw e;
            }
            session.close();
            session = connector.open(place, "shadow");
            prepare();
            dropAll();
        }
    }

    private void dropAll() throws SQLException {
        drop();
        new Disposal(sql()).dropRole(database());
    }
}
