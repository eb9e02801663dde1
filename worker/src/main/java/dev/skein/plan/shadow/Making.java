package dev.skein.plan.shadow;

import dev.skein.plan.shadow.ShadowUnavailable.Reason;
import dev.skein.target.Namespace;
import dev.skein.target.Target;
import dev.skein.target.TargetConnector;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
        Optional<String> power = settings.role().isEmpty() ? ServerPowers.of(server.sql(), migrator) : Optional.empty();
        return power.isPresent()
                ? byStandIn(server, StandIn.make(server.sql(), server.database(), migrator, power.get()))
                : by(migrator, server);
    }

    private Shadow by(String migrator, ScratchServer server) throws SQLException, ShadowUnavailable {
        if (settings.role().isEmpty()) {
            remarks.note("No shadow-role is set: the pending migrations are tried as " + migrator
                    + ", the role that migrates the target.");
        }
        boolean byLogin = settings.role().isEmpty() && migrator.equals(server.login());
        Target scratch = server.scratch(namespace(byLogin ? null : migrator));
        Method method = fill(server, scratch, cast(server, migrator), () -> {});
        new DatabaseSettings(source.sql(), server.sql(), remarks).copy(server.database());
        return new Shadow(server, scratch, method, migrator, remarks);
    }

    private Shadow byStandIn(ScratchServer server, StandIn standIn) throws SQLException, ShadowUnavailable {
        remarks.note("The " + standIn.why() + ", so the pending migrations are tried as a role that was made for"
                + " this and is none: what only a superuser may do is not tried. A shadow-role avoids that.");
        remarks.lesser("the " + standIn.why() + "; it was tried as a role that may do less");
        Target scratch = server.scratch(namespace(standIn.name()), standIn.credentials());
        Cast cast = Cast.alone(standIn.name());
        standIn.rise();
        Method method = fill(server, scratch, cast, standIn::fall);
        standIn.fall();
        new DatabaseSettings(source.sql(), server.sql(), remarks).copy(server.database());
        return new Shadow(server, scratch, method, standIn.name(), remarks);
    }

    private Namespace namespace(@Nullable String role) {
        Namespace there = source.target().namespace();
        return new Namespace(there.schema(), there.searchPath(), there.historyTable(), role);
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
        return migrator;
    }

    /** What is done before a bundle's statements are replayed. */
    private interface Before {
        void replay() throws SQLException;
    }

    private Method fill(ScratchServer server, Target scratch, Cast cast, Before before)
            throws SQLException, ShadowUnavailable {
        try {
            PgPrograms programs =
                    PgPrograms.find(settings.pgDump(), source.sql().version());
            filling().clone(programs, server, cast);
            return new Method.Clone(programs.version());
        } catch (NoClone e) {
            before.replay();
            return replay(e, server, scratch);
        }
    }

    private Method replay(NoClone why, ScratchServer server, Target scratch) throws SQLException, ShadowUnavailable {
        server.drop();
        remarks.forgetMissing();
        remarks.note("The scratch database was filled by a replay of the applied migrations, because " + why.reason()
                + ". What did not come from them is not in it.");
        filling().replay(why.reason(), server, scratch);
        return new Method.Replay(why.reason());
    }

    private Filling filling() {
        return new Filling(connector, settings.seed(), source, deadline, remarks);
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
