package dev.skein.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.skein.target.TargetConnector;
import dev.skein.target.TargetSession;
import dev.skein.testing.TestDatabase;
import dev.skein.testing.TestServer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What looks finished in a database and is not. */
class UnfinishedIT {
    private TestDatabase database = TestServer.of(17).database();

    @AfterEach
    void drop() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {15, 18})
    void finds_it_and_its_sql_mends_it(int major) throws SQLException {
        database.close();
        database = TestServer.of(major).database();
        database.execute(
                "CREATE SCHEMA \"my Shop\"",
                "CREATE TABLE \"my Shop\".item (id int, weight int)",
                "INSERT INTO \"my Shop\".item VALUES (1, 1), (1, 2)",
                "ALTER TABLE \"my Shop\".item ADD CONSTRAINT heavy CHECK (weight > 0) NOT VALID",
                "CREATE DOMAIN percent AS int",
                "ALTER DOMAIN percent ADD CONSTRAINT range CHECK (VALUE < 101) NOT VALID",
                "CREATE TABLE fine (id int PRIMARY KEY, CHECK (id > 0))",
                "CREATE SCHEMA skein",
                "CREATE TABLE skein.run (id int)",
                "ALTER TABLE skein.run ADD CHECK (id > 0) NOT VALID");
        ThrowingCallable broken =
                () -> database.execute("CREATE UNIQUE INDEX CONCURRENTLY item_id ON \"my Shop\".item (id)");
        assertThatThrownBy(broken).hasMessageContaining("could not create unique index");

        List<Unfinished> found = find();

        assertThat(found)
                .extracting(Unfinished::kind, Unfinished::object)
                .containsExactly(
                        tuple(Unfinished.Kind.INVALID_INDEX, "\"my Shop\".item_id"),
                        tuple(Unfinished.Kind.UNVALIDATED_CONSTRAINT, "\"my Shop\".item.heavy"),
                        tuple(Unfinished.Kind.UNVALIDATED_CONSTRAINT, "public.percent.range"));
        database.execute("DELETE FROM \"my Shop\".item WHERE weight = 2");
        found.forEach(one -> database.execute(one.mend()));
        assertThat(find()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {15, 18})
    void finds_what_partitions_lack_and_says_nothing_twice(int major) throws SQLException {
        database.close();
        database = TestServer.of(major).database();
        database.execute(
                "CREATE TABLE item (id int) PARTITION BY RANGE (id)",
                "CREATE TABLE item_1 PARTITION OF item FOR VALUES FROM (0) TO (9)",
                "CREATE INDEX item_id ON ONLY item (id)",
                "ALTER TABLE item ADD CONSTRAINT heavy CHECK (id > 0) NOT VALID",
                "CREATE INDEX item_1_id ON item_1 (id)");

        List<Unfinished> found = find();

        assertThat(found).extracting(Unfinished::object).containsExactly("public.item_id", "public.item.heavy");
        database.execute(
                found.get(0).mend().replace("the_index_of_the_partition", "item_1_id"),
                found.get(1).mend());
        assertThat(find()).isEmpty();
    }

    private List<Unfinished> find() throws SQLException {
        try (TargetSession session = new TargetConnector(Duration.ofSeconds(10)).open(database.target(), "test")) {
            return Unfinished.find(session);
        }
    }
}
