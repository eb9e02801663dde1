package dev.skein.flyway;

import java.io.PrintWriter;
import java.io.Writer;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * A data source that always gives the same connection, which stays open when its borrower closes it: lease, DDL and
 * history live and die with one session.
 */
final class SharedConnection implements DataSource {
    private final Connection borrowed;

    /** The proxy's class comes from where the driver's may be found: Flyway looks there for what runs COPY. */
    SharedConnection(Connection connection, String history) {
        KnownAnswers known = new KnownAnswers(connection, history);
        Connection read = ReadConnection.over(connection, known::beforeText);
        this.borrowed = (Connection) Proxy.newProxyInstance(
                SharedConnection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("prepareStatement") && arguments.length == 1) {
                        return known.prepare((String) arguments[0]);
                    }
                    known.beforeCall(method.getName());
                    return method.getName().equals("close") ? null : KnownAnswers.call(read, method, arguments);
                });
    }

    @Override
    public Connection getConnection() {
        return borrowed;
    }

    @Override
    public Connection getConnection(String user, String password) {
        return borrowed;
    }

    @Override
    public PrintWriter getLogWriter() {
        return new PrintWriter(Writer.nullWriter());
    }

    @Override
    public void setLogWriter(PrintWriter out) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setLoginTimeout(int seconds) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger(Logger.GLOBAL_LOGGER_NAME);
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        return type.cast(this);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }
}
