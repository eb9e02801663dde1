package dev.skein.plan.shadow;

import dev.skein.target.Secret;
import dev.skein.target.Target;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.postgresql.Driver;

/**
 * How PostgreSQL's own programs log in to a target's database: libpq's environment variables, the password among them.
 *
 * @param variables by name
 * @see <a href="https://www.postgresql.org/docs/current/libpq-envars.html">Environment Variables</a>
 */
record ClientEnvironment(Map<String, String> variables) {
    /** What programs need to start, and to find the files that the driver finds too. */
    private static final Set<String> KEPT = Set.of("PATH", "HOME", "LD_LIBRARY_PATH", "PGPASSFILE");

    /** The driver's parameters and libpq's variables for the same. */
    private static final Map<String, String> PARAMETERS = Map.of(
            "sslmode", "PGSSLMODE",
            "sslrootcert", "PGSSLROOTCERT",
            "sslcert", "PGSSLCERT",
            "sslkey", "PGSSLKEY",
            "gssEncMode", "PGGSSENCMODE",
            "channelBinding", "PGCHANNELBINDING",
            "options", "PGOPTIONS");

    /** Removes all but what programs need to start. */
    static void restrict(Map<String, String> environment) {
        environment.keySet().retainAll(KEPT);
        environment.put("LC_ALL", "C");
    }

    /** @param database the name of the database, as the server knows it */
    static ClientEnvironment of(Target target, String database) {
        Properties url = Optional.ofNullable(Driver.parseURL(target.url(), new Properties()))
                .orElseThrow(() -> new IllegalArgumentException("not a URL of PostgreSQL"));
        Properties login = target.credentials().properties();
        String hosts = Arrays.stream(url.getProperty("PGHOST", "localhost").split(","))
                .map(host -> host.replaceAll("^\\[(.*)]$", "$1"))
                .collect(Collectors.joining(","));
        String ports = url.getProperty("PGPORT", "5432");
        Map<String, String> variables = new TreeMap<>();
        variables.put("PGHOST", hosts);
        variables.put("PGPORT", ports);
        variables.put("PGDATABASE", database);
        variables.put("PGUSER", login.getProperty("user", ""));
        target.credentials()
                .password(hosts.split(",", 2)[0], Integer.parseInt(ports.split(",", 2)[0]))
                .map(Secret::value)
                .ifPresent(password -> variables.put("PGPASSWORD", password));
        PARAMETERS.forEach((parameter, variable) ->
                Optional.ofNullable(url.getProperty(parameter)).ifPresent(value -> variables.put(variable, value)));
        addDefaults(url, variables);
        return new ClientEnvironment(variables);
    }

    private static void addDefaults(Properties url, Map<String, String> variables) {
        String ssl = url.getProperty("ssl", "false");
        if (ssl.isEmpty() || ssl.equals("true")) {
            // What the driver takes it for.
            variables.putIfAbsent("PGSSLMODE", "verify-full");
        }
        if (url.getProperty("targetServerType", "any").matches("primary|master")) {
            variables.put("PGTARGETSESSIONATTRS", "primary");
        }
        variables.put("PGAPPNAME", "skein shadow");
        variables.put("PGCLIENTENCODING", "UTF8");
        variables.put("PGCONNECT_TIMEOUT", "15");
    }

    /** Never shows the password. */
    @Override
    public String toString() {
        return "ClientEnvironment" + variables.keySet();
    }
}
