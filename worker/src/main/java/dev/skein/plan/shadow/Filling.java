package dev.skein.plan.shadow;

import dev.skein.target.Namespace;
import dev.skein.target.Target;
import dev.skein.target.TargetConnector;
import dev.skein.target.TargetSession;
import java.sql.SQLException;
import java.util.List;

/** Creates a scratch database and puts schema, history and seed into it. */
final class Filling {
    private final TargetConnector connector;
    private final Seed seed;
    private final Source source;
    private final Deadline deadline;
    private final Remarks remarks;

    Filling(TargetConnector connector, Seed seed, Source source, Deadline deadline, Remarks remarks) {
        this.connector = connector;
        this.seed = seed;
        this.source = source;
        this.deadline = deadline;
        this.remarks = remarks;
    }

    /** By dump and restore. */
    void clone(PgPrograms programs, ScratchServer server, Cast cast) throws SQLException, NoClone, ShadowUnavailable {
        DatabaseTraits traits = DatabaseTraits.read(source.sql());
        server.create(traits, cast.owner(), remarks);
        tell(traits, cast);
        grantAsOnTarget(server, cast);
        Namespace namespace = source.target().namespace();
        Target scratch =
                server.scratch(new Namespace(namespace.schema(), List.of(), namespace.historyTable(), cast.restorer()));
        try (TargetSession session = open(scratch)) {
            Sql sql = new Sql(session.connection());
            if (source.sql().is("SELECT to_regnamespace('public') IS NULL")) {
                sql.run("DROP SCHEMA public");
            }
            new SchemaClone(programs, source, deadline, remarks).into(scratch, server.database(), cast);
            new ExtensionVersions(source.sql(), sql, remarks).compare();
            new ForeignAccess(sql, remarks).remove();
            new MaterializedViews(source.sql(), sql, remarks).refresh();
            copyRows(sql);
        }
    }

    /** By running the applied migrations once more. */
    void replay(String instead, ScratchServer server, Target scratch) throws SQLException, ShadowUnavailable {
        AppliedMigrations applied = AppliedMigrations.read(source, instead);
        DatabaseTraits traits = DatabaseTraits.read(source.sql());
        String migrator = scratch.namespace().role() == null
                ? server.login()
                : scratch.namespace().role();
        server.create(traits, migrator, remarks);
        try (TargetSession session = open(scratch)) {
            if (applied.exist()) {
                new Replay(source.bundle(), session, instead).run(applied, remarks);
                new LeftRows(new Sql(session.connection()), remarks).remove();
            }
            copyRows(new Sql(session.connection()));
        }
    }

    private TargetSession open(Target scratch) throws SQLException {
        TargetSession session = connector.open(scratch, "shadow");
        deadline.cuts(session.connection());
        // A role or a database may have it on; what is made here is made in any case.
        new Sql(session.connection()).run("SET default_transaction_read_only TO off");
        return session;
    }

    private void copyRows(Sql scratch) throws SQLException {
        new HistoryRows(source.sql(), scratch).copy(source.target().namespace());
        new SeedRows(source.sql(), scratch, remarks).copy(seed);
    }

    /** What the migrating role may do in the target's database, where the scratch database is not its own. */
    private void grantAsOnTarget(ScratchServer server, Cast cast) throws SQLException {
        for (String privilege : source.sql().texts("""
                SELECT p FROM unnest(ARRAY['CREATE', 'TEMPORARY']) p
                WHERE has_database_privilege(current_database(), p)
                """)) {
            server.grant(privilege, cast);
        }
    }

    private void tell(DatabaseTraits traits, Cast cast) throws SQLException {
        if (cast.objects() == Cast.Owners.RESTORER) {
            remarks.note("All objects of the scratch database belong to " + cast.restorer()
                    + ": what the target's owners keep others from is not tried.");
        } else if (!cast.owner().equals(traits.owner())) {
            remarks.note("The target's database belongs to " + traits.owner() + ", the scratch database to "
                    + cast.owner() + ", who may create schemas and objects of schema public there in any case.");
        }
        if (source.sql()
                .is(
                        "SELECT EXISTS (SELECT FROM pg_class WHERE reltablespace <> 0 AND relnamespace <> 11 AND NOT relisshared)")) {
            remarks.note("Tablespaces are left out: everything is in the default one.");
        }
        for (String subscription : source.sql().texts("""
                SELECT subname FROM pg_subscription
                WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = current_database()) ORDER BY 1
                """)) {
            remarks.missing("subscription " + subscription + ": left out, so that nothing is received twice");
        }
    }
}
