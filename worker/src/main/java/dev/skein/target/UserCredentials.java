package dev.skein.target;

import java.util.Properties;

/** A user name alone: the password comes from a {@code .pgpass} file, or the server asks for none. */
public record UserCredentials(String user) implements Credentials {
    @Override
    public Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        return properties;
    }

    @Override
    public String describe() {
        return "user " + user;
    }
}
