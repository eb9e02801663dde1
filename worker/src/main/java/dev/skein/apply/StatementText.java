package dev.skein.apply;

import org.flywaydb.core.api.callback.Context;

/** A statement as Flyway tells its callbacks, without what ends it. */
final class StatementText {
    private StatementText() {}

    static String of(Context context) {
        String sql = context.getStatement().getSql();
        return sql.endsWith(";") ? sql.substring(0, sql.length() - 1) : sql;
    }
}
