package dev.skein.plan.shadow;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A command line for PostgreSQL's programs in which any name and password arrives as it is. Java gives arguments and
 * environment to programs in the character set of its locale. Where that is not UTF-8 and there is more than ASCII, they
 * travel as ASCII and are put back by the shell that becomes the program; otherwise no shell is needed.
 */
final class Launch {
    private static final String SCRIPT = """
            for name in PGHOST PGPORT PGDATABASE PGUSER PGPASSWORD PGSSLMODE PGSSLROOTCERT PGSSLCERT PGSSLKEY \
            PGGSSENCMODE PGCHANNELBINDING PGOPTIONS PGTARGETSESSIONATTRS PGAPPNAME PGCLIENTENCODING PGCONNECT_TIMEOUT
            do
              eval "value=\\${$name-}"
              if [ -n "$value" ]; then
                value=$(printf '%b.' "$value")
                eval "$name=\\${value%.}"
                export "$name"
              fi
            done
            left=$#
            while [ "$left" -gt 0 ]; do
              value=$(printf '%b.' "$1")
              shift
              set -- "$@" "${value%.}"
              left=$((left-1))
            done
            unset value
            exec "$@"
            """;

    private static final boolean UTF_8_LOCALE = "UTF-8".equals(System.getProperty("sun.jnu.encoding"))
            && Charset.defaultCharset().equals(StandardCharsets.UTF_8);

    private Launch() {}

    /** @param command the program's path and its arguments */
    static ProcessBuilder of(List<String> command, ClientEnvironment environment) {
        Stream<String> all = Stream.concat(command.stream(), environment.variables().values().stream());
        return UTF_8_LOCALE || all.allMatch(StandardCharsets.US_ASCII.newEncoder()::canEncode)
                ? directly(command, environment)
                : byShell(command, environment);
    }

    private static ProcessBuilder directly(List<String> command, ClientEnvironment environment) {
        ProcessBuilder builder = new ProcessBuilder(command);
        ClientEnvironment.restrict(builder.environment());
        builder.environment().putAll(environment.variables());
        return builder;
    }

    /** For the locale that Java runs in, all is ASCII. */
    static ProcessBuilder byShell(List<String> command, ClientEnvironment environment) {
        List<String> line = new ArrayList<>(List.of("/bin/sh", "-c", SCRIPT, "sh"));
        command.forEach(argument -> line.add(encode(argument)));
        ProcessBuilder builder = new ProcessBuilder(line);
        ClientEnvironment.restrict(builder.environment());
        environment.variables().forEach((name, value) -> builder.environment().put(name, encode(value)));
        return builder;
    }

    /** As {@code printf %b} reads it. */
    static String encode(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte code : text.getBytes(StandardCharsets.UTF_8)) {
            if (code > ' ' && code < 127 && code != '\\') {
                encoded.append((char) code);
            } else {
                encoded.append(String.format("\\0%03o", code & 0xff));
            }
        }
        return encoded.toString();
    }
}
