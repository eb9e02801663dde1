package dev.skein.plan.shadow;

import java.sql.SQLException;
import java.util.List;

/**
 * What CREATE DATABASE has to say so that texts are stored and sorted as on the target.
 *
 * @param provider {@code c} for the operating system's locales, {@code i} for ICU's, {@code b} for PostgreSQL's own
 * @param locale of a provider other than the operating system
 * @param rules ICU's additional ones
 * @param owner the database's owner
 * @see <a href="https://www.postgresql.org/docs/current/sql-createdatabase.html">CREATE DATABASE</a>
 */
record DatabaseTraits(Text text, String provider, String locale, String rules, String owner) {
    /** What every provider has. */
    record Text(String encoding, String collate, String ctype) {}

    static DatabaseTraits read(Sql target) throws SQLException {
        // As JSON, because the columns differ from version to version.
        List<String> row = target.rows("""
                SELECT pg_encoding_to_char(encoding), datcollate, datctype, j->>'datlocprovider',
                       coalesce(j->>'datlocale', j->>'daticulocale'), j->>'daticurules', pg_get_userbyid(datdba)
                FROM pg_database d, to_jsonb(d) j WHERE datname = current_database()
                """).get(0);
        return new DatabaseTraits(
                new Text(row.get(0), row.get(1), row.get(2)), row.get(3), row.get(4), row.get(5), row.get(6));
    }

    /** The same encoding with a locale that every server has. */
    DatabaseTraits withoutLocale() {
        return new DatabaseTraits(new Text(text.encoding, "C", "C"), "c", "", "", owner);
    }

    void create(Sql server, String name, String owner) throws SQLException {
        String statement =
                "CREATE DATABASE %1$I OWNER %2$I TEMPLATE template0 ENCODING %3$L LC_COLLATE %4$L LC_CTYPE %5$L"
                        + switch (provider) {
                            case "i" ->
                                " LOCALE_PROVIDER icu ICU_LOCALE %6$L" + (rules.isEmpty() ? "" : " ICU_RULES %7$L");
                            case "b" -> " LOCALE_PROVIDER builtin BUILTIN_LOCALE %6$L";
                            default -> " LOCALE_PROVIDER libc";
                        };
        server.runFormatted(statement, name, owner, text.encoding, text.collate, text.ctype, locale, rules);
    }
}
