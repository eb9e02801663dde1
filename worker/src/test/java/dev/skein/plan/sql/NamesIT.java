package dev.skein.plan.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.testing.TestDatabase;
import dev.skein.testing.TestServer;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesIT {
    @ParameterizedTest
    @ValueSource(ints = {15, 18})
    void quotes_key_words_and_odd_names_as_the_newest_server_does_and_never_less_than_an_older_one(int major) {
        try (TestDatabase database = TestServer.of(major).database()) {
            List<String> quoted = database.query("""
                    SELECT word || ' ' || quote_ident(word) FROM (
                      SELECT word FROM pg_get_keywords()
                      UNION VALUES ('plain_1'), ('Upper'), ('1digit'), ('a$'), ('_x'), ('a-b'), ('q"q'), ('é'), ('a.b')) w
                    """);

            assertThat(quoted).hasSizeGreaterThan(450).allSatisfy(line -> {
                String word = line.split(" ", 2)[0];
                assertThat(Names.quote(word)).isIn(line.split(" ", 2)[1], '"' + word + '"');
                assertThat(major < 18 || Names.quote(word).equals(line.split(" ", 2)[1]))
                        .as(word)
                        .isTrue();
            });
        }
    }
}
