package dev.skein.target;

import java.util.Properties;
import java.util.function.Supplier;

/**
 * A user name and a password.
 *
 * @param password asked for at each login
 */
public record PasswordCredentials(String user, Supplier<Secret> password) implements Credentials {
    @Override
    public Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password.get().value());
        return properties;
    }

    @Override
    public String describe() {
        return "user " + user + ", password";
    }
}
