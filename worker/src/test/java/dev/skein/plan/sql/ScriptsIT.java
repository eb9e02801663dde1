package dev.skein.plan.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.skein.bundle.Bundle;
import dev.skein.flyway.FlywaySetup;
import dev.skein.target.TargetConnector;
import dev.skein.target.TargetSession;
import dev.skein.testing.TestBundle;
import dev.skein.testing.TestDatabase;
import dev.skein.testing.TestServer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.internal.sqlscript.FlywaySqlScriptException;
import org.junit.jupiter.api.Test;

class ScriptsIT {
    private static final String FILE = "migrations/V1__a.sql";

    @Test
    void reads_what_flyway_tells_its_callbacks_and_the_line_of_its_failures() throws SQLException {
        try (TestDatabase database = TestServer.of(18).database();
                Bundle bundle = TestBundle.of("V1__a.sql", """
                        -- a note
                        CREATE TABLE t (a int, b text DEFAULT 'x;y'); /* and */ CREATE INDEX ON t (a);

                        COPY t (a, b) FROM STDIN;
                        1\tone; two
                        2\t-- three
                        \\.
                        DO $$ BEGIN PERFORM 1; PERFORM 2; END $$;
                        CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT CASE WHEN true THEN 1 END; END;

                        /* wrong */
                        SELECT nothing
                          FROM t
                        """);
                TargetSession session = new TargetConnector(Duration.ofSeconds(10)).open(database.target(), "test")) {
            Watch watch = new Watch();

            FlywaySqlScriptException failure = script(catchThrowableOfType(
                    FlywayException.class,
                    () -> FlywaySetup.migrating(bundle, session, watch).migrate()));

            List<SqlStatement> read = Scripts.read(bundle, FILE);
            assertThat(read).hasSize(6);
            assertThat(read.subList(0, 5))
                    .extracting(SqlStatement::text)
                    .isEqualTo(watch.statements.stream().map(ScriptsIT::bare).toList());
            assertThat(read.get(5))
                    .isEqualTo(new SqlStatement(FILE, 6, failure.getLineNumber(), failure.getStatement()));
        }
    }

    /** Without what ends it. */
    private static String bare(String statement) {
        return statement.replaceFirst("(;|\n\\\\\\.)$", "");
    }

    private static FlywaySqlScriptException script(Throwable failure) {
        Throwable cause = failure;
        while (!(cause instanceof FlywaySqlScriptException script)) {
            cause = Objects.requireNonNull(cause.getCause(), failure::toString);
        }
        return script;
    }

    private static final class Watch extends BaseCallback {
        private final List<String> statements = new ArrayList<>();

        @Override
        public boolean supports(Event event, Context context) {
            return event == Event.AFTER_EACH_MIGRATE_STATEMENT;
        }

        @Override
        public boolean canHandleInTransaction(Event event, Context context) {
            return true;
        }

        @Override
        public void handle(Event event, Context context) {
            statements.add(context.getStatement().getSql());
        }
    }
}
