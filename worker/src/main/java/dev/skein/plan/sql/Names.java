package dev.skein.plan.sql;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Names as they are written in SQL, and as they are.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS">Identifiers</a>
 */
public final class Names {
    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_]*");

    /** The key words of PostgreSQL 15 to 18 that are more than unreserved ones. */
    private static final Set<String> KEYWORDS = Set.of("""
            all analyse analyze and any array as asc asymmetric authorization between bigint binary bit boolean
            both case cast char character check coalesce collate collation column concurrently constraint create
            cross current_catalog current_date current_role current_schema current_time current_timestamp
            current_user dec decimal default deferrable desc distinct do else end except exists extract false
            fetch float for foreign freeze from full grant greatest group grouping having ilike in initially
            inner inout int integer intersect interval into is isnull join json json_array json_arrayagg
            json_exists json_object json_objectagg json_query json_scalar json_serialize json_table json_value
            lateral leading least left like limit localtime localtimestamp merge_action national natural nchar
            none normalize not notnull null nullif numeric offset on only or order out outer overlaps overlay
            placing position precision primary real references returning right row select session_user setof
            similar smallint some substring symmetric system_user table tablesample then time timestamp to
            trailing treat trim true union unique user using values varchar variadic verbose when where window
            with xmlattributes xmlconcat xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi xmlroot
            xmlserialize xmltable
            """.strip().split("\\s+"));

    private Names() {}

    /** The parts of a written name, unquoted and folded: {@code "Sch".Tab} is {@code Sch} and {@code tab}. */
    public static List<String> parts(String written) {
        return Lexer.tokens(written).stream()
                .filter(Token::isName)
                .map(Token::value)
                .toList();
    }

    /** The last part of a written name, unquoted and folded; empty text where there is none. */
    public static String last(String written) {
        List<String> parts = parts(written);
        return parts.isEmpty() ? "" : parts.get(parts.size() - 1);
    }

    /** A part of a name as SQL text, in quotes where it needs them: as PostgreSQL's {@code quote_ident} does. */
    public static String quote(String part) {
        return PLAIN.matcher(part).matches() && !KEYWORDS.contains(part)
                ? part
                : '"' + part.replace("\"", "\"\"") + '"';
    }

    /** The parts of a name as SQL text. */
    public static String quote(List<String> parts) {
        return parts.stream().map(Names::quote).collect(Collectors.joining("."));
    }
}
