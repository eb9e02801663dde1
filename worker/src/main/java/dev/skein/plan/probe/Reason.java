package dev.skein.plan.probe;

import java.sql.SQLException;
import java.time.Duration;

/** Says why PostgreSQL did not answer, without the values that its own message may hold. */
final class Reason {
    private Reason() {}

    static String of(SQLException failure, Duration limit) {
        String state = String.valueOf(failure.getSQLState());
        return switch (state) {
            case "42883", "42704", "42P01", "42703", "3F000" -> "it needs something that the bundle creates first";
            case "42501" -> "the migrating role may not read what it needs (SQLSTATE 42501)";
            case "57014" -> notFinished(limit);
            case "55P03" -> "another session locks the table";
            case "25006" -> "an expression writes, which a probe must not";
            default ->
                state.startsWith("22")
                        ? "a value does not suit an expression or type that it needs (SQLSTATE " + state + ")"
                        : "PostgreSQL cannot answer (SQLSTATE " + state + ")";
        };
    }

    static String notFinished(Duration limit) {
        long millis = limit.toMillis();
        return "not finished within " + (millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms");
    }
}
