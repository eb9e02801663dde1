package dev.skein.plan.sql;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** What a statement may change. */
final class Effects {
    private static final Set<String> DDL =
            Set.of("CREATE", "ALTER", "DROP", "COMMENT", "GRANT", "REVOKE", "SECURITY", "REASSIGN", "IMPORT");

    /** A body of BEGIN ATOMIC ends with END too, but no transaction with it. */
    private static final String[] ENDS = {"COMMIT", "END", "ABORT", "ROLLBACK"};

    private static final Set<String> FRAMES = Set.of("BEGIN", "START TRANSACTION", "COMMIT", "END");

    private static final Set<String> NEVER_IN_TRANSACTION = Set.of(
            "VACUUM",
            "ALTER SYSTEM",
            "CREATE DATABASE",
            "DROP DATABASE",
            "CREATE TABLESPACE",
            "DROP TABLESPACE",
            "REINDEX SCHEMA",
            "REINDEX DATABASE",
            "REINDEX SYSTEM",
            "DISCARD ALL",
            "COMMIT PREPARED",
            "ROLLBACK PREPARED");

    private static final Set<String> NEVER_WHEN_CONCURRENT =
            Set.of("CREATE INDEX", "DROP INDEX", "REINDEX INDEX", "REINDEX TABLE", "ALTER TABLE");

    /** What stands before a bracket and calls nothing, and calls that are known to write nothing. */
    private static final Set<String> HARMLESS = Set.of("""
            select values in exists and or not any all some as over using on where from join by having distinct
            when then else case between like ilike filter within lateral union intersect except limit offset
            row rows array only tablesample materialized cast coalesce nullif greatest least extract position substring
            trim overlay varchar numeric decimal char character bit float time timestamp interval grouping sets cube rollup
            count sum min max avg array_agg string_agg json_agg jsonb_agg bool_and bool_or every row_number rank
            lower upper length now current_setting current_database current_schema current_user
            to_regclass to_char to_date round abs concat md5 left right replace format pg_typeof pg_sleep
            pg_table_size pg_total_relation_size nextval setval currval set_config
            """.strip().split("\\s+"));

    private Effects() {}

    static boolean isDdl(Shape shape) {
        return DDL.contains(shape.command().split(" ", 2)[0]) || selectsInto(shape);
    }

    private static boolean selectsInto(Shape shape) {
        return shape.command().equals("SELECT") && shape.has("INTO");
    }

    static boolean writesRows(Shape shape) {
        return switch (shape.command()) {
            case "INSERT", "UPDATE", "DELETE", "MERGE", "TRUNCATE" -> true;
            case "COPY" -> shape.has("FROM");
            case "SELECT", "VALUES", "TABLE", "CREATE TABLE" -> writesInQuery(shape.words());
            default -> false;
        };
    }

    /** A query of WITH that writes stands in brackets of its own, or follows another query of WITH. */
    private static boolean writesInQuery(Words words) {
        for (int i = 1; i < words.size(); i++) {
            if (words.tokens().get(i - 1).isOneOf("(", ")") && writesAt(words, i)) {
                return words.tokens().stream().anyMatch(token -> token.is("WITH"));
            }
        }
        return false;
    }

    private static boolean writesAt(Words words, int index) {
        return words.at(index, "INSERT", "INTO")
                || words.at(index, "DELETE", "FROM")
                || words.at(index, "MERGE", "INTO")
                || (words.at(index, "UPDATE")
                        && index + 1 < words.size()
                        && words.tokens().get(index + 1).isName());
    }

    static boolean mayWriteRows(Shape shape) {
        return switch (shape.command()) {
            case "DO", "CALL", "EXECUTE" -> true;
            case "EXPLAIN" -> shape.tokens().stream().anyMatch(token -> token.isOneOf("ANALYZE", "ANALYSE"));
            case "SELECT", "VALUES" -> writesRows(shape) || calls(shape.words());
            case "CREATE TABLE" -> writesRows(shape) || (shape.has("AS") && calls(shape.words()));
            default -> writesRows(shape);
        };
    }

    static boolean usesRows(Shape shape) {
        return switch (shape.command()) {
            case "SELECT", "VALUES" ->
                shape.tokens().stream().anyMatch(token -> token.isOneOf("FROM")) || mayWriteRows(shape);
            case "TABLE",
                    "COPY",
                    "EXECUTE",
                    "DO",
                    "CALL",
                    "EXPLAIN",
                    "CREATE MATERIALIZED VIEW",
                    "REFRESH MATERIALIZED VIEW" -> true;
            case "CREATE TABLE" -> shape.has("AS");
            default -> writesRows(shape);
        };
    }

    private static boolean calls(Words words) {
        for (int i = 0; i < words.size(); i++) {
            if (words.isCall(i) && !HARMLESS.contains(words.tokens().get(i).value())) {
                return true;
            }
        }
        return false;
    }

    static boolean refusesTransaction(Shape shape) {
        return NEVER_IN_TRANSACTION.contains(shape.command())
                || (shape.concurrently() && NEVER_WHEN_CONCURRENT.contains(shape.command()))
                || (shape.command().equals("CLUSTER") && shape.objects().isEmpty());
    }

    static boolean mayRefuseTransaction(String script) {
        String text = script.toUpperCase(Locale.ROOT);
        return Stream.concat(NEVER_IN_TRANSACTION.stream(), Stream.of("CONCURRENTLY", "CLUSTER"))
                .anyMatch(command -> Arrays.stream(command.split(" ")).allMatch(text::contains));
    }

    static boolean framesTransaction(Shape shape) {
        return FRAMES.contains(shape.command()) && !shape.has(";");
    }

    static boolean endsTransaction(Shape shape) {
        Words words = shape.words();
        boolean atomic = words.has("BEGIN", "ATOMIC");
        for (int i = 0; i < words.size(); i++) {
            if ((i == 0 || words.at(i - 1, ";")) && endsAt(words, i) && !(atomic && words.at(i, "END"))) {
                return true;
            }
        }
        return false;
    }

    /** ROLLBACK TO goes back to a savepoint and stays in the transaction. */
    private static boolean endsAt(Words words, int index) {
        if (words.at(index, "PREPARE", "TRANSACTION")) {
            return true;
        }
        boolean noise =
                index + 1 < words.size() && words.tokens().get(index + 1).isOneOf("WORK", "TRANSACTION");
        return words.tokens().get(index).isOneOf(ENDS) && !words.at(index + (noise ? 2 : 1), "TO");
    }
}
