package dev.skein.group;

import dev.skein.plan.PlannedTarget;
import dev.skein.target.Namespace;
import dev.skein.target.Target;
import dev.skein.target.TargetConnector;
import dev.skein.target.TargetSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All databases of a server, or all schemas of a database, whose names fit a pattern: one for each tenant.
 *
 * @param pattern of their names
 * @param kind what they are
 * @param template a target with all that they have in common, by the group's name
 */
public record MatchingMembers(NamePattern pattern, Kind kind, PlannedTarget template) implements Members {
    private static final String DATABASES =
            "SELECT datname FROM pg_database WHERE datallowconn AND NOT datistemplate ORDER BY datname COLLATE \"C\"";

    private static final String SCHEMAS = """
            SELECT nspname FROM pg_namespace
            WHERE nspname NOT LIKE 'pg\\_%' AND nspname NOT IN ('information_schema', 'skein')
            ORDER BY nspname COLLATE "C\"""";

    /** What a member is. */
    public enum Kind {
        DATABASE(DATABASES),
        SCHEMA(SCHEMAS);

        private final String names;

        Kind(String names) {
            this.names = names;
        }
    }

    @Override
    public List<Member> list(TargetConnector connector) throws SQLException {
        List<Member> members = new ArrayList<>();
        try (TargetSession session = connector.open(template.target(), "members");
                Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery(kind.names)) {
            while (row.next()) {
                find(row.getString(1)).ifPresent(members::add);
            }
        }
        return members;
    }

    @Override
    public Optional<Member> find(String name) {
        return pattern.fits(name) ? Optional.of(new Member(name, target(name))) : Optional.empty();
    }

    private PlannedTarget target(String name) {
        Target common = template.target();
        Target located = kind == Kind.DATABASE ? common.onDatabase(name) : common;
        Namespace namespace = common.namespace();
        Target target = new Target(
                MemberName.of(common.name(), name),
                located.url(),
                located.credentials(),
                kind == Kind.DATABASE
                        ? namespace
                        : new Namespace(name, namespace.searchPath(), namespace.historyTable(), namespace.role()));
        return new PlannedTarget(target, template.settings(), template.applying());
    }

    @Override
    public String describe() {
        return (kind == Kind.DATABASE ? "databases " : "schemas ") + pattern.text() + " at "
                + template.target().url();
    }
}
