package dev.skein.plan.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LexerTest {
    /** Pieces that open, close, escape and cross one another. */
    private static final List<String> SOUP = List.of(
            "'",
            "\"",
            "$$",
            "$a$",
            "$",
            "E'",
            "U&'",
            "U&\"",
            "N'",
            "x'",
            "/*",
            "*/",
            "--",
            "\n",
            "\r\n",
            " ",
            "\t",
            "\\",
            "''",
            "\"\"",
            ";",
            "(",
            ")",
            "[",
            "]",
            ",",
            ".",
            "..",
            "::",
            ":=",
            ":",
            "+",
            "-",
            "*",
            "/",
            "||",
            "1",
            "0x1F",
            "1e9",
            "1e",
            ".5",
            "1_0",
            "$1",
            "select",
            "SÉLECT",
            "a$b",
            "_x",
            "UESCAPE '!'",
            "uescape",
            "{",
            "}",
            "\u0000",
            "\ufeff",
            "😀",
            "\\u0041",
            "\\x41",
            "\\0",
            "!0041",
            "{{");

    @Test
    void reads_words_names_strings_numbers_and_signs() {
        assertThat(kinds("SELECT \"A\"\"b\", 'it''s', $q$a $$ b$q$, 1.5e-3::numeric(5) FROM t -- end"))
                .isEqualTo("WORD:select QUOTED:A\"b SYMBOL:, STRING:it's SYMBOL:, DOLLAR:a $$ b SYMBOL:, NUMBER:1.5e-3 "
                        + "SYMBOL::: WORD:numeric SYMBOL:( NUMBER:5 SYMBOL:) WORD:from WORD:t");
    }

    @Test
    void nests_block_comments_and_ends_an_operator_where_a_comment_begins() {
        assertThat(kinds("a/* x /* y */ z */b +/* c */- d*--e\n f"))
                .isEqualTo("WORD:a WORD:b SYMBOL:+ SYMBOL:- WORD:d SYMBOL:* WORD:f");
    }

    @Test
    void joins_strings_that_continue_on_the_next_line_and_only_those() {
        assertThat(kinds("'a' -- note\n 'b'")).isEqualTo("STRING:ab");
        assertThat(kinds("'a' 'b'")).isEqualTo("STRING:a STRING:b");
        assertThat(kinds("E'a\\''\n'b\\n'")).isEqualTo("STRING:a'b\n");
    }

    @Test
    void decodes_escapes_of_both_kinds() {
        assertThat(kinds("E'\\x41\\102\\u0043\\U00000044\\t\\q'")).isEqualTo("STRING:ABCD\tq");
        assertThat(kinds("U&'\\0041\\+000042\\\\' U&\"d!0061t!+000061\" UESCAPE '!'"))
                .isEqualTo("STRING:AB\\ QUOTED:data");
        assertThat(kinds("'no \\ escape' N'x' X'1F'")).isEqualTo("STRING:no \\ escape STRING:x STRING:1F");
    }

    @Test
    void folds_ascii_letters_only() {
        assertThat(kinds("ÀBC")).isEqualTo("WORD:Àbc");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'abc",
                "\"abc",
                "E'abc\\",
                "U&'abc",
                "$$abc",
                "$x$abc$$",
                "/* abc /* */",
                "U&\"a\" UESCAPE '",
                "-- a"
            })
    void ends_what_is_not_closed_with_the_text(String text) {
        List<Token> tokens = Lexer.tokens("x " + text);

        assertThat(tokens.get(0).value()).isEqualTo("x");
        assertThat(tokens.get(tokens.size() - 1).end()).isLessThanOrEqualTo(text.length() + 2);
        tokens.forEach(token -> assertThat(token.value()).isNotNull());
    }

    @Test
    void tokens_and_gaps_rebuild_any_text_and_the_gaps_hold_nothing_but_space_and_comments() {
        Random random = new Random(20_251_121);
        for (int i = 0; i < 5_000; i++) {
            String text = random.ints(random.nextInt(40), 0, SOUP.size())
                    .mapToObj(SOUP::get)
                    .collect(Collectors.joining());
            int end = 0;
            for (Token token : Lexer.tokens(text)) {
                assertThat(token.start()).as(text).isGreaterThanOrEqualTo(end);
                assertThat(token.text()).as(text).isNotEmpty();
                assertThat(text.substring(token.start(), token.end())).isEqualTo(token.text());
                assertThat(Lexer.tokens(text.substring(end, token.start())))
                        .as(text)
                        .isEmpty();
                token.value();
                end = token.end();
            }
            assertThat(Lexer.tokens(text.substring(end))).as(text).isEmpty();
            Shape.of(text).actions().forEach(AlterAction::columns);
            assertThat(Names.parts(Names.quote(text))).as(text).isEqualTo(List.of(text));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'", "\"", "$a ", "$$", "/*", "'a'\n", "U&'a' ", "(", "$a$b", "E'\\", "1e", "--\n", ";COMMIT", "x,"
            })
    void takes_time_that_grows_with_the_length_only(String piece) {
        String text = piece.repeat(100_000);

        Assertions.assertTimeout(Duration.ofSeconds(10), () -> {
            Lexer.tokens(text).forEach(Token::value);
            Shape shape = Shape.of("ALTER TABLE t ADD x int, " + text);
            assertThat(shape.endsTransaction() || shape.mayWriteRows() || shape.cascades())
                    .isIn(true, false);
        });
    }

    private static String kinds(String sql) {
        return Lexer.tokens(sql).stream()
                .map(token -> token.kind() + ":" + token.value())
                .collect(Collectors.joining(" "));
    }
}
