package dev.skein.flyway;

import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Predicate;
import org.flywaydb.core.internal.exception.FlywayMigrateException;
import org.flywaydb.core.internal.sqlscript.FlywaySqlScriptException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Why applying stopped. */
public sealed interface Failure {
    /** One function for each case. */
    interface Cases<R> {
        /** Returns the result for a statement of the bundle. */
        R statement(Statement statement);

        /** Returns the result for the database's refusal of something of Flyway's or Skein's own. */
        R database(Database database);

        /** Returns the result for Flyway's refusal. */
        R flyway(Refusal refusal);
    }

    /** Calls the function of the case at hand. */
    <R> R match(Cases<R> cases);

    /**
     * PostgreSQL refused a statement of the bundle.
     *
     * @param file its path in the bundle
     * @param line where the error is: PostgreSQL's position where it gives one, otherwise the statement's first line
     * @param rolledBack whether its migration ran in a transaction and left nothing behind
     */
    record Statement(String file, int line, String sql, ServerError error, boolean rolledBack) implements Failure {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.statement(this);
        }
    }

    /** PostgreSQL refused something of Flyway's or Skein's own. */
    record Database(ServerError error) implements Failure {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.database(this);
        }
    }

    /**
     * Flyway refused to go on.
     *
     * @param file the migration that it came to; empty text where it came to none
     */
    record Refusal(String file, String message) implements Failure {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.flyway(this);
        }
    }

    /**
     * Finds out of an exception of Flyway's, or of the driver's, what happened.
     *
     * @param inBundle tells the paths of the bundle's files
     * @param next the migration that was to come next
     */
    public static Failure of(Exception failure, Optional<SQLException> sql, Predicate<String> inBundle, String next) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof FlywaySqlScriptException script
                    && sql.isPresent()
                    && script.getResource() != null
                    && inBundle.test(script.getResource().getAbsolutePath())) {
                return statement(script, sql.get(), isRolledBack(failure));
            }
        }
        return sql.<Failure>map(error -> new Database(ServerError.of(error)))
                .orElseGet(() -> new Refusal(next, HistoryProblems.firstLine(String.valueOf(failure.getMessage()))));
    }

    /** Whether the migration that failed ran in a transaction. */
    public static boolean isRolledBack(Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof FlywayMigrateException migrate) {
                return migrate.isExecutableInTransaction();
            }
        }
        return true;
    }

    private static Failure statement(FlywaySqlScriptException script, SQLException sql, boolean rolledBack) {
        String statement = script.getStatement();
        return new Statement(
                script.getResource().getAbsolutePath(),
                script.getLineNumber() + linesBefore(statement, sql),
                statement,
                ServerError.of(sql),
                rolledBack);
    }

    /** PostgreSQL counts characters of the statement from 1; 0 stands for no position. */
    private static int linesBefore(String statement, SQLException failure) {
        ServerErrorMessage server = failure instanceof PSQLException psql ? psql.getServerErrorMessage() : null;
        int position = server == null ? 0 : server.getPosition();
        return (int) statement
                .codePoints()
                .limit(Math.max(0, position - 1))
                .filter(point -> point == '\n')
                .count();
    }
}
