package dev.skein.plan.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every case of {@code src/test/resources/schema} on the oldest and the newest major versions. */
class SchemaDiffIT {
    static Stream<SchemaCase> cases() {
        return SchemaCase.all();
    }

    static Stream<SchemaCase> casesOn17() {
        return cases().filter(schemaCase -> schemaCase.major() == 17);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void finds_the_same_changes_after_a_commit_and_in_a_transaction_that_is_rolled_back(SchemaCase schemaCase)
            throws SQLException {
        try (TestDatabase database = schemaCase.database();
                Connection connection = database.connectAsAdmin()) {
            Snapshot before = Snapshots.read(connection, SchemaCase.LEAVE);
            String inPlace = inPlace(connection, schemaCase);
            assertThat(Snapshots.read(connection, SchemaCase.LEAVE)).isEqualTo(before);

            SchemaCase.execute(connection, schemaCase.change());
            SchemaDiff diff = SchemaDiff.between(before, Snapshots.read(connection, SchemaCase.LEAVE));

            assertThat(SchemaCase.lines(diff)).isEqualTo(schemaCase.expected(diff));
            assertThat(inPlace).isEqualTo(SchemaCase.lines(diff));
        }
    }

    @ParameterizedTest
    @MethodSource("casesOn17")
    void finds_no_difference_by_name_between_databases_with_the_same_history(SchemaCase schemaCase)
            throws SQLException {
        try (TestDatabase one = schemaCase.database();
                TestDatabase other = schemaCase.database();
                Connection first = one.connectAsAdmin();
                Connection second = other.connectAsAdmin()) {
            SchemaCase.execute(first, "CREATE TABLE first_only (id integer); DROP TABLE first_only");
            SchemaCase.execute(first, schemaCase.change());
            SchemaCase.execute(second, schemaCase.change());

            SchemaDiff diff = SchemaDiff.byName(
                    Snapshots.read(first, SchemaCase.LEAVE), Snapshots.read(second, SchemaCase.LEAVE));

            assertThat(SchemaCase.lines(diff)).isEmpty();
        }
    }

    private static String inPlace(Connection connection, SchemaCase schemaCase) throws SQLException {
        InPlaceDiff diff = InPlaceDiff.before(connection, SchemaCase.LEAVE);
        connection.setAutoCommit(false);
        SchemaCase.execute(connection, schemaCase.change());
        InPlaceDiff.Tried tried = diff.within(connection);
        connection.rollback();
        connection.setAutoCommit(true);
        return SchemaCase.lines(tried.finish(connection));
    }
}
