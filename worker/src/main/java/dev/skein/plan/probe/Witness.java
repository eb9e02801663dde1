package dev.skein.plan.probe;

import dev.skein.plan.facts.ReadOnly;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Puts questions to the target. Their text travels as a value and is executed by a block of PL/pgSQL: it holds expressions
 * of the bundle, and there they can neither end the read-only transaction nor add a command to it.
 */
final class Witness {
    private static final String ASK = """
            DO $$
            DECLARE
                answer text;
            BEGIN
                EXECUTE current_setting('skein.question') INTO answer;
                PERFORM set_config('skein.answer', coalesce(answer, ''), true);
            END $$""";

    private static final String DO = "DO $$ BEGIN EXECUTE current_setting('skein.question'); END $$";

    private final ReadOnly transactions;

    Witness(Connection target) {
        transactions = new ReadOnly(target);
    }

    /** Whether PostgreSQL hides rows of a table from this role. */
    boolean isBlind(String relation, Duration limit) throws SQLException {
        return transactions.within(limit, connection -> {
            try (PreparedStatement query = connection.prepareStatement("SELECT row_security_active(?::regclass)")) {
                query.setString(1, relation);
                return first(query).equals("t");
            }
        });
    }

    /** The one value that a query gives, as text; empty text for NULL. */
    String ask(String query, Duration limit) throws SQLException {
        return transactions.within(limit, connection -> answer(connection, query, ASK));
    }

    /** What a block leaves as its answer. */
    JsonNode run(String block, Duration limit) throws SQLException {
        String answer = transactions.within(limit, connection -> answer(connection, block, DO));
        return JsonMapper.shared().readTree(answer);
    }

    private static String answer(Connection connection, String question, String how) throws SQLException {
        try (PreparedStatement set = connection.prepareStatement("SELECT set_config('skein.question', ?, true)");
                Statement statement = connection.createStatement()) {
            set.setString(1, question);
            first(set);
            statement.execute(how);
        }
        try (PreparedStatement get = connection.prepareStatement("SELECT current_setting('skein.answer')")) {
            return first(get);
        }
    }

    private static String first(PreparedStatement query) throws SQLException {
        try (ResultSet row = query.executeQuery()) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }
}
