package dev.skein.benchmarks;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Generated migrations as an application grows them: of ten, two make a table with keys, two add a column, two an index, two
 * insert rows, one comments and one makes a function.
 *
 * @param texts their SQL, in order
 */
record Migrations(List<String> texts) {
    private static final int KINDS = 10;

    Migrations {
        texts = List.copyOf(texts);
    }

    /** The first ones; longer histories begin as shorter ones do. */
    static Migrations first(int count) {
        return new Migrations(
                IntStream.rangeClosed(1, count).mapToObj(Migrations::text).toList());
    }

    /** How many tables, columns, indexes, functions and comments on tables are there after them: one of each that makes some. */
    int objects() {
        return texts.size()
                - (int) texts.stream().filter(text -> text.startsWith("INSERT")).count();
    }

    private static String text(int number) {
        int table = (number - 1) / KINDS * KINDS + ((number - 1) % KINDS < KINDS / 2 ? 1 : KINDS / 2 + 1);
        int parent = Math.max(1, table - KINDS / 2);
        return switch ((number - 1) % KINDS) {
            case 0, 5 -> """
                    CREATE TABLE t%1$d (
                        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                        parent_id bigint REFERENCES t%2$d (id),
                        code text NOT NULL UNIQUE,
                        amount numeric(12, 2) NOT NULL DEFAULT 0 CHECK (amount >= 0),
                        created_at timestamptz NOT NULL DEFAULT now()
                    );
                    """.formatted(table, parent);
            case 1 -> "ALTER TABLE t%d ADD COLUMN note text;\n".formatted(table);
            case 2 -> "CREATE INDEX t%1$d_created_at ON t%1$d (created_at);\n".formatted(table);
            case 3, 8 -> """
                    INSERT INTO t%1$d (code, amount) VALUES ('a%2$d', 1.5), ('b%2$d', 2.5), ('c%2$d', 3.5);
                    UPDATE t%1$d SET amount = amount + 1 WHERE code = 'a%2$d';
                    """.formatted(table, number);
            case 4 -> """
                    COMMENT ON TABLE t%1$d IS 'What table %1$d is for; it''s generated';
                    COMMENT ON COLUMN t%1$d.code IS 'The key that people know';
                    """.formatted(table);
            case 6 ->
                "ALTER TABLE t%1$d ADD COLUMN state integer NOT NULL DEFAULT 1 CHECK (state > 0);\n".formatted(table);
            case 7 -> "CREATE INDEX t%1$d_open ON t%1$d (parent_id, state) WHERE state = 1;\n".formatted(table);
            default -> """
                    CREATE FUNCTION total_%1$d() RETURNS numeric LANGUAGE plpgsql STABLE AS $body$
                    BEGIN
                        -- All there is; nothing else.
                        RETURN (SELECT coalesce(sum(amount), 0) FROM t%1$d);
                    END
                    $body$;
                    """.formatted(table);
        };
    }
}
