package dev.skein.flyway;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A connection whose every text is read before it is executed, whoever executes it: a migration, a callback, or Flyway.
 */
public final class ReadConnection {
    private ReadConnection() {}

    /** Reads what is about to be executed. */
    @FunctionalInterface
    public interface Reader {
        /**
         * Reads a text; an empty one where the driver itself is asked for, as COPY does.
         *
         * @return what is executed in its place; empty text for nothing
         * @throws SQLException to refuse it
         */
        String read(String sql) throws SQLException;
    }

    /** The same connection, whose texts go through a reader. */
    public static Connection over(Connection connection, Reader reader) {
        return proxy(Connection.class, (proxy, method, arguments) -> {
            switch (method.getName()) {
                case "prepareStatement", "prepareCall" -> arguments[0] = reader.read((String) arguments[0]);
                case "unwrap" -> reader.read("");
                default -> {}
            }
            Object result = call(connection, method, arguments);
            return method.getName().equals("createStatement") ? over((Statement) result, reader) : result;
        });
    }

    private static Statement over(Statement statement, Reader reader) {
        return proxy(Statement.class, (proxy, method, arguments) -> {
            boolean takesText = arguments != null && arguments.length > 0 && arguments[0] instanceof String;
            if (takesText
                    && (method.getName().startsWith("execute")
                            || method.getName().equals("addBatch"))) {
                arguments[0] = reader.read((String) arguments[0]);
            }
            return call(statement, method, arguments);
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(ReadConnection.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
