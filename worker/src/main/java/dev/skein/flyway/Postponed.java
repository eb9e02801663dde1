package dev.skein.flyway;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Statements of Flyway's own whose results nobody waits for: role and search path, which it sets for each migration, and its
 * entries in the history. They go to the server together with what is sent next, in their order and in the same transaction, and
 * make no round trip of their own.
 */
final class Postponed {
    private final Connection connection;
    private final List<Waiting> waiting = new ArrayList<>();

    Postponed(Connection connection) {
        this.connection = connection;
    }

    private record Waiting(
            String sql, List<Setting> settings, @Nullable LastEntry entry) {
        /** Whether somebody keeps the result. */
        boolean give(@Nullable ResultSet result) throws SQLException {
            if (entry == null || result == null) {
                return false;
            }
            entry.give((Integer) settings.get(0).arguments().get(1), result);
            return true;
        }
    }

    /** A parameter that is set, by the method and with the arguments that Flyway calls. */
    private record Setting(Method method, List<Object> arguments) {
        void apply(PreparedStatement statement, int before) throws SQLException {
            Object[] shifted = arguments.toArray();
            shifted[0] = (Integer) arguments.get(0) + before;
            try {
                KnownAnswers.call(statement, method, shifted);
            } catch (SQLException | RuntimeException e) {
                throw e;
            } catch (Throwable e) {
                throw new SQLException(e);
            }
        }
    }

    /** In place of the statement: it waits from when it is executed. */
    PreparedStatement statement(String sql) {
        return statement(sql, null);
    }

    /** In place of the statement that writes an entry, with its rank as the first parameter. */
    PreparedStatement entry(String sql, LastEntry entry) {
        return statement(entry.givenBack(sql), entry);
    }

    private PreparedStatement statement(String sql, @Nullable LastEntry entry) {
        List<Setting> settings = new ArrayList<>();
        return proxy((proxy, method, arguments) -> {
            if (isParameter(method, arguments)) {
                settings.add(new Setting(method, Arrays.asList(arguments.clone())));
            } else if (method.getName().startsWith("execute")) {
                waiting.add(new Waiting(sql, settings, entry));
            }
            return nothing(method);
        });
    }

    /** A transaction that is rolled back takes them with it. */
    void drop() {
        waiting.clear();
    }

    /** Sends them alone. Their statement ends with the last of its results. */
    void send() throws SQLException {
        if (waiting.isEmpty()) {
            return;
        }
        List<Waiting> sent = List.copyOf(waiting);
        PreparedStatement all = take("");
        all.closeOnCompletion();
        all.execute();
        for (Waiting one : sent) {
            boolean isKept = one.give(all.getResultSet());
            all.getMoreResults(isKept ? Statement.KEEP_CURRENT_RESULT : Statement.CLOSE_CURRENT_RESULT);
        }
    }

    /** Sends them before a statement; with it where that is a query, whose result comes last then. */
    PreparedStatement prepare(String sql) throws SQLException {
        if (waiting.isEmpty()) {
            return connection.prepareStatement(sql);
        }
        if (!sql.contains("SELECT") || sql.startsWith("INSERT")) {
            send();
            return connection.prepareStatement(sql);
        }
        int before = waiting.stream().mapToInt(one -> one.settings().size()).sum();
        PreparedStatement all = take("; " + sql);
        return proxy((proxy, method, arguments) -> {
            if (method.getName().equals("executeQuery")) {
                return last(all);
            }
            if (isParameter(method, arguments)) {
                new Setting(method, Arrays.asList(arguments.clone())).apply(all, before);
                return null;
            }
            return KnownAnswers.call(all, method, arguments);
        });
    }

    private PreparedStatement take(String more) throws SQLException {
        PreparedStatement all = connection.prepareStatement(
                waiting.stream().map(Waiting::sql).collect(Collectors.joining("; ", "", more)));
        int before = 0;
        for (Waiting one : waiting) {
            for (Setting setting : one.settings()) {
                setting.apply(all, before);
            }
            before += one.settings().size();
        }
        waiting.clear();
        return all;
    }

    private static ResultSet last(PreparedStatement all) throws SQLException {
        ResultSet last = all.execute() ? all.getResultSet() : null;
        while (all.getMoreResults(Statement.KEEP_CURRENT_RESULT) || all.getUpdateCount() != -1) {
            last = all.getResultSet() == null ? last : all.getResultSet();
        }
        if (last == null) {
            throw new SQLException("a query without a result");
        }
        return last;
    }

    private static boolean isParameter(Method method, Object @Nullable [] arguments) {
        return method.getName().startsWith("set")
                && arguments != null
                && arguments.length > 1
                && arguments[0] instanceof Integer;
    }

    static PreparedStatement proxy(InvocationHandler handler) {
        return (PreparedStatement) Proxy.newProxyInstance(
                Postponed.class.getClassLoader(), new Class<?>[] {PreparedStatement.class}, handler);
    }

    /** What a statement that is not executed yet answers: it has no result. */
    static @Nullable Object nothing(Method method) {
        Class<?> type = method.getReturnType();
        if (type == boolean.class) {
            return false;
        }
        return type == int.class ? -1 : null;
    }
}
