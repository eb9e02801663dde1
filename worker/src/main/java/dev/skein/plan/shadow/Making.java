package dev.skein.plan.shadow;

import dev.skein.plan.shadow.ShadowUnavailable.Reason;
import dev.skein.target.Namespace;
import dev.skein.target.Target;
import dev.skein.target.TargetConnector;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The making of one scratch database: where, as whom, and by which method. */
final class Making {
    private final TargetConnector connector;
    private final ShadowSettings settings;
    private final Source source;
    private final Deadline deadline;
    private final Remarks remarks = new Remarks();

    Making(TargetConnector connector, ShadowSettings settings, Source source, Deadline deadline) {
        this.connector = connector;
        this.settings = settings;
        this.source = source;
        this.deadline = deadline;
    }

    /** A session on the server that the scratch databases of a target are on. */
    static ScratchServer open(TargetConnector connector, ShadowSettings settings, Target target, Sql session)
            throws SQLException {
        Target place = settings.server()
                .match(
                        same -> target,
                        other -> new Target(target.name(), other.url(), other.credentials(), target.namespace()));
        String database = session.text("SELECT current_database()");
        return ScratchServer.open(
                connector, place, ShadowName.hash(database, target.namespace().history()));
    }

    Shadow make() throws SQLException, ShadowUnavailable {
        ScratchServer server = open(connector, settings, source.target(), source.sql());
        Shadow made = null;
        try {
            server.limitStatements(deadline.left());
            server.sweep();
            requireVersion(server);
            made = make(server);
            server.limitStatements(Duration.ZERO);
            return made;
        } finally {
            if (made == null) {
                server.close();
            }
        }
    }

    private void requireVersion(ScratchServer server) throws SQLException, ShadowUnavailable {
        int here = server.sql().version() / 10000;
        int there = source.sql().version() / 10000;
        if (here < there) {
            throw new ShadowUnavailable(
                    Reason.SERVER_TOO_OLD,
                    "the shadow server is PostgreSQL " + here + ", the target's is " + there + ": set the target's"
                            + " shadow-url to a server of version " + there + " or later");
        }
    }

    private Shadow make(ScratchServer server) throws SQLException, ShadowUnavailable {
        String migrator = migrator(server);
        boolean byLogin = settings.role().isEmpty() && migrator.equals(server.login());
        Namespace there = source.target().namespace();
        Target scratch = server.scratch(
                new Namespace(there.schema(), there.searchPath(), there.historyTable(), byLogin ? null : migrator));
        Method method = fill(server, scratch, migrator);
        new DatabaseSettings(source.sql(), server.sql(), remarks).copy(server.database());
        return new Shadow(server, scratch, method, migrator, remarks);
    }

    private String migrator(ScratchServer server) throws SQLException, ShadowUnavailable {
        String migrator = settings.role().isEmpty() ? source.sql().text("SELECT current_user") : settings.role();
        if (settings.server().match(same -> false, other -> true)) {
            List<String> names = new ArrayList<>(RoleNames.all(source.sql()));
            names.addAll(RoleNames.mentioned(source.sql(), source.bundle()));
            names.add(migrator);
            RoleNames.create(server.sql(), names, remarks);
        }
        server.requireRole(migrator);
        if (settings.role().isEmpty()) {
            remarks.note("No shadow-role is set: the pending migrations are tried as " + migrator
                    + ", the role that migrates the target.");
        }
        return migrator;
    }

    private Method fill(ScratchServer server, Target scratch, String migrator) throws SQLException, ShadowUnavailable {
        Filling filling = new Filling(connector, settings.seed(), source, deadline, remarks);
        try {
            PgPrograms programs =
                    PgPrograms.find(settings.pgDump(), source.sql().version());
            filling.clone(programs, server, cast(server, migrator));
            return new Method.Clone(programs.version());
        } catch (NoClone e) {
            server.drop();
            remarks.forgetMissing();
            remarks.note("The scratch database was filled by a replay of the applied migrations, because " + e.reason()
                    + ". What did not come from them is not in it.");
            filling.replay(e.reason(), server, scratch);
            return new Method.Replay(e.reason());
        }
    }

    private Cast cast(ScratchServer server, String migrator) throws SQLException {
        return settings.role().isEmpty()
                ? Cast.likeTarget(
                        server.sql(),
                        migrator,
                        RoleNames.owners(source.sql()),
                        DatabaseTraits.read(source.sql()).owner())
                : Cast.alone(migrator);
    }
}
