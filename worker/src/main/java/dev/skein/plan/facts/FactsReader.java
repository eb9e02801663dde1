package dev.skein.plan.facts;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads what matters of a target as it is now, by a few read-only queries. What the role may not see, or what is locked,
 * is left out.
 */
public final class FactsReader {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration LONG = Duration.ofSeconds(30);

    private static final String INVALID = Parts.OF_THE_ASKED + """
            SELECT p.asked || ': ' || quote_ident(i.relname)
            FROM part p JOIN pg_index x ON x.indrelid = p.oid AND NOT x.indisvalid
            JOIN pg_class i ON i.oid = x.indexrelid
            UNION
            SELECT p.asked || ': ' || quote_ident(k.conname)
            FROM part p JOIN pg_constraint k ON k.conrelid = p.oid AND NOT k.convalidated
            WHERE coalesce((to_jsonb(k) ->> 'conenforced')::boolean, true)
            ORDER BY 1""";

    private static final String ROLE = """
            SELECT current_setting('server_version_num')::int,
                (SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user)""";

    private final ReadOnly transactions;
    private final String[] relations;
    private final Duration longerThan;

    private FactsReader(Connection target, Set<String> relations, Duration longerThan) {
        this.transactions = new ReadOnly(target);
        this.relations = relations.stream().sorted().toArray(String[]::new);
        this.longerThan = longerThan;
    }

    /**
     * Reads the facts.
     *
     * @param target in auto-commit mode; left as it was
     * @param relations qualified names, quoted where SQL needs it
     * @throws SQLException when the connection fails
     */
    public static TargetFacts read(Connection target, Set<String> relations) throws SQLException {
        return read(target, relations, LONG);
    }

    static TargetFacts read(Connection target, Set<String> relations, Duration longerThan) throws SQLException {
        return new FactsReader(target, relations, longerThan).read();
    }

    private TargetFacts read() throws SQLException {
        Role role = transactions.within(LIMIT, FactsReader::role);
        return new TargetFacts(
                role.serverVersion(),
                role.bypassesRowSecurity(),
                new TableReading(transactions, LIMIT).read(relations),
                attempt(connection -> Keys.read(connection, relations), List.of()),
                attempt(connection -> Activity.transactions(connection, relations, longerThan), List.of()),
                attempt(Activity::replicas, List.of()),
                attempt(this::invalid, List.of()),
                attempt(connection -> Owners.read(connection, relations), List.of()));
    }

    private List<String> invalid(Connection connection) throws SQLException {
        List<String> names = new ArrayList<>();
        try (PreparedStatement statement = Parts.ask(connection, INVALID, relations);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                names.add(row.getString(1));
            }
        }
        return names;
    }

    private static Role role(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(ROLE)) {
            row.next();
            return new Role(row.getInt(1), row.getBoolean(2));
        }
    }

    private <T> T attempt(ReadOnly.Work<T> work, T otherwise) throws SQLException {
        return transactions.attempt(LIMIT, work, otherwise);
    }

    private record Role(int serverVersion, boolean bypassesRowSecurity) {}
}
