package dev.skein.plan.trace;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.Set;

/** A connection whose users cannot end its transaction: commit, and the switch of auto-commit, do nothing. */
final class UncommittedConnection {
    private static final Set<String> NOTHING = Set.of("commit", "setAutoCommit", "close");

    private UncommittedConnection() {}

    static Connection over(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                UncommittedConnection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                    boolean wholeRollback = method.getName().equals("rollback") && arguments == null;
                    if (wholeRollback || NOTHING.contains(method.getName())) {
                        return null;
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
