package dev.skein.plan.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.testing.TestDatabase;
import dev.skein.testing.TestServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.core.TransactionState;
import org.postgresql.jdbc.PgConnection;

/** What a snapshot holds, and how little reading one disturbs. */
class SnapshotIT {
    private static final String SCHEMA = """
            CREATE SCHEMA other;
            CREATE TYPE other.mood AS ENUM ('sad', 'ok');
            CREATE DOMAIN positive AS integer NOT NULL CHECK (VALUE > 0);
            CREATE TABLE other.person (
                id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                mood other.mood NOT NULL DEFAULT 'ok',
                born timestamptz DEFAULT '2024-01-01 00:00+00',
                span interval DEFAULT '1 day 02:00',
                n positive);
            CREATE INDEX ON other.person ((n + 1)) WHERE n > 1;
            CREATE TABLE part (id integer NOT NULL) PARTITION BY RANGE (id);
            CREATE TABLE part_1 PARTITION OF part FOR VALUES FROM (1) TO (9);
            CREATE FUNCTION cheer(other.person) RETURNS other.mood LANGUAGE sql RETURN 'ok'::other.mood""";

    private static final String VIEW =
            "CREATE VIEW seen AS SELECT id, born FROM other.person WHERE born > '2024-01-01 00:00+00'";

    @ParameterizedTest
    @ValueSource(ints = {15, 16, 18})
    void reads_the_same_definitions_alike_on_every_major_version(int major) throws SQLException {
        try (TestDatabase one = TestServer.of(17).database();
                TestDatabase other = TestServer.of(major).database()) {
            one.execute(SCHEMA);
            other.execute(SCHEMA);

            assertThat(SchemaCase.lines(SchemaDiff.byName(read(one), read(other))))
                    .isEmpty();
        }
    }

    @Test
    void does_not_depend_on_the_settings_and_the_role_of_the_session() throws SQLException {
        try (TestDatabase database = TestServer.of(17).database();
                Connection plain = database.connect();
                Connection odd = database.connectAsAdmin()) {
            database.execute(SCHEMA, VIEW);
            SchemaCase.execute(odd, """
                    SET search_path TO other, public; SET timezone TO 'Asia/Kathmandu'; SET intervalstyle TO iso_8601;
                    SET quote_all_identifiers TO on; SET extra_float_digits TO -5; SET bytea_output TO escape""");
            SchemaCase.execute(odd, "CREATE TEMP TABLE pg_class (oid integer)");

            assertThat(Snapshots.read(odd, SchemaCase.LEAVE)).isEqualTo(Snapshots.read(plain, SchemaCase.LEAVE));
            assertThat(text(odd, "SELECT concat_ws(' ', current_setting('search_path'), current_setting('timezone'))"))
                    .isEqualTo("other, public Asia/Kathmandu");
        }
    }

    @Test
    void leaves_no_transaction_open_where_none_was() throws SQLException {
        try (TestDatabase database = TestServer.of(17).database();
                Connection connection = database.connect()) {
            Snapshots.read(connection, SchemaCase.LEAVE);
            assertThat(connection.getAutoCommit()).isTrue();
            assertThat(state(connection)).isEqualTo(TransactionState.IDLE);

            connection.setAutoCommit(false);
            Snapshots.read(connection, SchemaCase.LEAVE);
            assertThat(connection.getAutoCommit()).isFalse();
            assertThat(state(connection)).isEqualTo(TransactionState.IDLE);
        }
    }

    @Test
    void sees_what_the_open_transaction_did_and_leaves_it_and_its_locks_as_they_were() throws SQLException {
        try (TestDatabase database = TestServer.of(17).database();
                Connection connection = database.connect()) {
            database.execute(SCHEMA, VIEW);
            connection.setAutoCommit(false);
            SchemaCase.execute(connection, "CREATE TABLE added (id integer)");
            String locks = "SELECT string_agg(relation || mode, ' ' ORDER BY relation, mode) FROM pg_locks"
                    + " WHERE pid = pg_backend_pid() AND relation >= 16384";
            String before = text(connection, locks);

            Snapshot snapshot = Snapshots.read(connection, SchemaCase.LEAVE);

            assertThat(snapshot.find(new ObjectId(ObjectKind.TABLE, "", "public.added")))
                    .isPresent();
            assertThat(text(connection, locks)).isEqualTo(before);
            connection.commit();
            assertThat(database.query("SELECT to_regclass('added')")).containsExactly("added");
        }
    }

    @Test
    void fails_in_a_transaction_that_has_failed() throws SQLException {
        try (TestDatabase database = TestServer.of(17).database();
                Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            assertThatThrownBy(() -> SchemaCase.execute(connection, "SELECT 1 / 0"))
                    .isInstanceOf(SQLException.class);

            assertThatThrownBy(() -> Snapshots.read(connection, SchemaCase.LEAVE))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("25P02"));
        }
    }

    @Test
    void holds_nothing_of_skein_of_the_history_of_extensions_and_of_temporary_tables() throws SQLException {
        try (TestDatabase database = TestServer.of(17).database();
                Connection connection = database.connectAsAdmin()) {
            Snapshot empty = Snapshots.read(connection, SchemaCase.LEAVE);
            SchemaCase.execute(connection, """
                    CREATE SCHEMA skein;
                    CREATE TABLE skein.run (id serial PRIMARY KEY);
                    CREATE TABLE flyway_schema_history (installed_rank integer PRIMARY KEY, success boolean);
                    CREATE INDEX ON flyway_schema_history (success);
                    CREATE TEMP TABLE passing (id serial PRIMARY KEY);
                    CREATE EXTENSION hstore""");

            SchemaDiff diff = SchemaDiff.between(empty, Snapshots.read(connection, SchemaCase.LEAVE));

            assertThat(diff.changes()).extracting(change -> change.id().path()).containsExactly("hstore");
        }
    }

    @Test
    void shows_the_index_of_a_constraint_only_while_it_is_invalid() throws SQLException {
        try (TestDatabase database = TestServer.of(17).database()) {
            database.execute(SCHEMA, "ALTER TABLE ONLY part ADD CONSTRAINT part_key PRIMARY KEY (id)");
            assertThat(read(database).of("public.part", ObjectKind.INDEX))
                    .singleElement()
                    .satisfies(index -> assertThat(index.text(Field.VALID)).isEqualTo("false"));

            database.execute(
                    "ALTER TABLE part_1 ADD CONSTRAINT part_1_key PRIMARY KEY (id)",
                    "ALTER INDEX part_key ATTACH PARTITION part_1_key");
            assertThat(read(database).of("public.part", ObjectKind.INDEX)).isEmpty();
        }
    }

    private static Snapshot read(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect()) {
            return Snapshots.read(connection, SchemaCase.LEAVE);
        }
    }

    private static TransactionState state(Connection connection) throws SQLException {
        return connection.unwrap(PgConnection.class).getTransactionState();
    }

    private static String text(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }
}
