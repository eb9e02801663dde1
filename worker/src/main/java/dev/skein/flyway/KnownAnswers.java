package dev.skein.flyway;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Spares the server what Flyway asks and sets again for each migration: the version, that schema and history are there, and the
 * role that is set already. Of existence only a yes is remembered: where one of them goes away meanwhile, Flyway's next entry in
 * the history fails. The role is remembered until anything is sent that is not Flyway's own.
 */
final class KnownAnswers {
    private static final String VERSION = "SELECT version()";
    private static final String SCHEMA = "SELECT COUNT(*) FROM pg_namespace WHERE nspname=?";
    private static final String TABLE = "SELECT EXISTS (\n  SELECT 1\n";
    private static final String SEARCH_PATH = "SELECT set_config('search_path', ?, false)";
    private static final String ROLE = "SET ROLE ";

    private final Connection connection;
    private final String history;
    private final Map<List<String>, String> answers = new HashMap<>();
    private final Postponed postponed;
    private final LastEntry last;
    private String role = "";

    /** @param history the quoted name of Flyway's table, with its schema */
    KnownAnswers(Connection connection, String history) {
        this.connection = connection;
        this.history = history;
        this.postponed = new Postponed(connection);
        this.last = new LastEntry(history);
    }

    /** The connection's method of this name is called: something may be sent that is not Flyway's own. */
    void beforeCall(String method) throws SQLException {
        role = "";
        switch (method) {
            case "rollback" -> {
                postponed.drop();
                last.forget();
            }
            case "isClosed", "getAutoCommit", "getMetaData", "getWarnings" -> {
                // Nothing is sent.
            }
            default -> postponed.send();
        }
    }

    PreparedStatement prepare(String sql) throws SQLException {
        if (sql.startsWith(ROLE) && sql.equals(role)) {
            return Postponed.proxy((proxy, method, arguments) -> Postponed.nothing(method));
        }
        if (sql.startsWith(ROLE)) {
            role = sql;
            return postponed.statement(sql);
        }
        if (sql.equals(SEARCH_PATH)) {
            return postponed.statement(sql);
        }
        if (isEntryInTransaction(sql)) {
            return postponed.entry(sql, last);
        }
        if (sql.equals(VERSION) || sql.equals(SCHEMA) || sql.startsWith(TABLE)) {
            return asking(sql);
        }
        if (last.isAskedBy(sql)) {
            return askingHistory(sql);
        }
        if (!sql.contains(history)) {
            role = "";
        }
        return postponed.prepare(sql);
    }

    /** Outside a transaction an entry is to be there at once. */
    private boolean isEntryInTransaction(String sql) throws SQLException {
        return sql.startsWith("INSERT INTO " + history + " ") && !connection.getAutoCommit();
    }

    /** What is asked is clear only when the parameters are set. */
    private PreparedStatement asking(String sql) throws SQLException {
        PreparedStatement asked = connection.prepareStatement(sql);
        List<String> question = new ArrayList<>(List.of(sql));
        return Postponed.proxy((proxy, method, arguments) -> {
            if (method.getName().equals("executeQuery")) {
                return OneValue.of(answer(asked, question));
            }
            if (method.getName().equals("setString")) {
                question.add(String.valueOf(arguments[1]));
            }
            return call(asked, method, arguments);
        });
    }

    private PreparedStatement askingHistory(String sql) {
        HistoryQuestion question = new HistoryQuestion(sql);
        return Postponed.proxy((proxy, method, arguments) -> {
            switch (method.getName()) {
                case "setInt" -> question.rank = (Integer) arguments[1];
                case "executeQuery" -> {
                    return question.answer();
                }
                case "close" -> question.close();
                default -> {}
            }
            return Postponed.nothing(method);
        });
    }

    /** What came after an entry. What waits goes with the question, if the server is asked at all. */
    private final class HistoryQuestion {
        private final String sql;
        private int rank;
        private @Nullable PreparedStatement asked;

        HistoryQuestion(String sql) {
            this.sql = sql;
        }

        ResultSet answer() throws SQLException {
            ResultSet known = last.after(rank);
            if (known != null) {
                return known;
            }
            PreparedStatement statement = postponed.prepare(sql);
            asked = statement;
            statement.setInt(1, rank);
            return statement.executeQuery();
        }

        void close() throws SQLException {
            if (asked != null) {
                asked.close();
            }
        }
    }

    /** A statement's text is about to be executed that is not Flyway's own. */
    String beforeText(String sql) throws SQLException {
        last.beforeText(sql);
        return sql;
    }

    private String answer(PreparedStatement asked, List<String> question) throws SQLException {
        String known = answers.get(question);
        if (known != null) {
            return known;
        }
        postponed.send();
        try (ResultSet row = asked.executeQuery()) {
            row.next();
            String answer = row.getString(1);
            if (!answer.equals("0") && !answer.equals("f")) {
                answers.put(List.copyOf(question), answer);
            }
            return answer;
        }
    }

    /** Calls through a proxy, with the exception that the method itself throws. */
    static @Nullable Object call(Object on, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(on, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
