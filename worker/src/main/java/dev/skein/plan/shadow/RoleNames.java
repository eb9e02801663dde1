package dev.skein.plan.shadow;

import dev.skein.bundle.Bundle;
import dev.skein.bundle.ManifestFile;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The roles that a target's schema and a bundle name. */
final class RoleNames {
    private RoleNames() {}

    /** Those that own something in the target's database; the bootstrap superuser is not among them. */
    static List<String> owners(Sql target) throws SQLException {
        return target.texts("""
                SELECT DISTINCT rolname FROM pg_shdepend JOIN pg_roles r ON r.oid = refobjid
                WHERE refclassid = 'pg_authid'::regclass AND deptype = 'o'
                  AND dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
                ORDER BY 1
                """);
    }

    /** Owners, grantees, those of policies and settings, and the ones that log in and migrate. */
    static List<String> all(Sql target) throws SQLException {
        return target.texts("""
                WITH here AS (SELECT oid, datdba FROM pg_database WHERE datname = current_database())
                SELECT DISTINCT rolname FROM pg_roles
                WHERE NOT starts_with(rolname, 'pg_') AND (
                    rolname IN (current_user, session_user) OR oid = 10 OR oid = (SELECT datdba FROM here)
                    OR oid IN (SELECT refobjid FROM pg_shdepend, here
                               WHERE dbid = here.oid AND refclassid = 'pg_authid'::regclass)
                    OR oid IN (SELECT setrole FROM pg_db_role_setting, here WHERE setdatabase = here.oid))
                ORDER BY 1
                """);
    }

    /** Those of the target's server that a bundle's files mention, as far as a text can tell. */
    static List<String> mentioned(Sql target, Bundle bundle) throws SQLException {
        List<String> names = target.texts("SELECT rolname FROM pg_roles WHERE NOT starts_with(rolname, 'pg_')");
        Set<String> mentioned = new LinkedHashSet<>();
        for (ManifestFile file : bundle.manifest().files()) {
            String text = text(bundle, file);
            names.stream().filter(text::contains).forEach(mentioned::add);
        }
        return List.copyOf(mentioned);
    }

    private static String text(Bundle bundle, ManifestFile file) {
        try (Reader reader = bundle.open(file)) {
            StringWriter text = new StringWriter();
            reader.transferTo(text);
            return text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Creates on another server those that it lacks, without a login, and lets the session's role be them. */
    static void create(Sql server, List<String> names, Remarks remarks) throws SQLException {
        Set<String> lacking = new LinkedHashSet<>(names);
        lacking.removeAll(server.texts("SELECT rolname FROM pg_roles"));
        for (String name : lacking) {
            try {
                server.runFormatted("CREATE ROLE %I NOLOGIN", name);
                server.runFormatted(
                        server.version() >= 160000
                                ? "GRANT %I TO SESSION_USER WITH SET TRUE, INHERIT TRUE"
                                : "GRANT %I TO SESSION_USER",
                        name);
                remarks.note("Role " + name + " was created on the shadow server, without a login, and stays there.");
            } catch (SQLException e) {
                remarks.missing("role " + name + ": it cannot be created on the shadow server (SQLSTATE "
                        + e.getSQLState() + ")");
            }
        }
    }
}
