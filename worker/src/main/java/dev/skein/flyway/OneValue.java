package dev.skein.flyway;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A result of one row and one column, read once, as Flyway reads such. */
final class OneValue {
    private final String value;
    private boolean isAhead = true;

    private OneValue(String value) {
        this.value = value;
    }

    /** @param value as PostgreSQL writes it */
    static ResultSet of(String value) {
        OneValue one = new OneValue(value);
        return (ResultSet) Proxy.newProxyInstance(
                OneValue.class.getClassLoader(),
                new Class<?>[] {ResultSet.class},
                (proxy, method, arguments) -> one.call(method));
    }

    private @Nullable Object call(Method method) throws SQLException {
        return switch (method.getName()) {
            case "next" -> next();
            case "getString" -> value;
            case "getInt" -> Integer.valueOf(value);
            case "getBoolean" -> value.equals("t");
            case "close" -> null;
            default -> throw new SQLException("a remembered answer has no " + method.getName());
        };
    }

    private boolean next() {
        boolean was = isAhead;
        isAhead = false;
        return was;
    }
}
