package dev.skein.plan.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.testing.TestDatabase;
import dev.skein.testing.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import org.junit.jupiter.api.Test;

/** What an in-place diff counts as the transaction's own; that it finds what a full one finds is in SchemaDiffIT. */
class InPlaceDiffIT {
    @Test
    void finds_what_was_done_under_savepoints_and_not_what_was_rolled_back_to_one() throws SQLException {
        try (TestDatabase database = TestServer.of(17).database();
                Connection connection = database.connect()) {
            InPlaceDiff diff = InPlaceDiff.before(connection, SchemaCase.LEAVE);
            connection.setAutoCommit(false);
            Savepoint first = connection.setSavepoint();
            SchemaCase.execute(connection, "CREATE TABLE kept (id integer)");
            connection.releaseSavepoint(first);
            Savepoint second = connection.setSavepoint();
            SchemaCase.execute(connection, "CREATE TABLE undone (id integer)");
            connection.rollback(second);

            assertThat(paths(diff, connection)).containsExactly("public.kept", "public.kept.id");
        }
    }

    @Test
    void leaves_out_what_another_session_commits_meanwhile() throws SQLException {
        try (TestDatabase database = TestServer.of(17).database();
                Connection connection = database.connect()) {
            database.execute("CREATE TABLE theirs (id integer)", "CREATE TABLE dropped (id integer)");
            InPlaceDiff diff = InPlaceDiff.before(connection, SchemaCase.LEAVE);
            connection.setAutoCommit(false);
            SchemaCase.execute(connection, "CREATE TABLE ours (id integer)");
            database.execute(
                    "ALTER TABLE theirs ADD COLUMN more text",
                    "DROP TABLE dropped",
                    "CREATE TABLE also_theirs (id integer)");

            assertThat(paths(diff, connection)).containsExactly("public.ours", "public.ours.id");
        }
    }

    @Test
    void tells_the_definitions_around_a_change_before_and_after() throws SQLException {
        try (TestDatabase database = TestServer.of(17).database();
                Connection connection = database.connect()) {
            database.execute(
                    "CREATE TABLE t (id integer PRIMARY KEY)", "CREATE TABLE unconcerned (id integer PRIMARY KEY)");
            InPlaceDiff diff = InPlaceDiff.before(connection, SchemaCase.LEAVE);
            connection.setAutoCommit(false);
            SchemaCase.execute(connection, "ALTER TABLE t ADD COLUMN name text");
            InPlaceDiff.Tried tried = diff.within(connection);
            connection.rollback();

            assertThat(tried.after().of("public.t", ObjectKind.COLUMN)).hasSize(2);
            assertThat(tried.before(connection).of("public.t", ObjectKind.COLUMN))
                    .hasSize(1);
            assertThat(tried.after().of("public.unconcerned", ObjectKind.COLUMN))
                    .isEmpty();
        }
    }

    private static Iterable<String> paths(InPlaceDiff diff, Connection connection) throws SQLException {
        InPlaceDiff.Tried tried = diff.within(connection);
        connection.rollback();
        return tried.finish(connection).changes().stream()
                .map(change -> change.id().path())
                .toList();
    }
}
