package dev.skein.benchmarks;

import dev.skein.target.Target;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A tool's own database. */
record Arena(Server server, String name) {
    private static final String OBJECTS = """
            SELECT (SELECT count(*) FROM pg_class WHERE relkind IN ('r', 'i') AND relname ~ '^t[0-9]+(_created_at|_open)?$')
                + (SELECT count(*) FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
                    WHERE c.relname ~ '^t[0-9]+$' AND a.attname IN ('note', 'state'))
                + (SELECT count(*) FROM pg_description WHERE description LIKE 'What table%')
                + (SELECT count(*) FROM pg_proc WHERE proname ~ '^total_[0-9]+$')""";

    /** Makes it anew, empty. */
    void clear() throws SQLException {
        server.execute(
                "postgres",
                "DROP DATABASE IF EXISTS " + name + " WITH (FORCE)",
                "CREATE DATABASE " + name + " TEMPLATE template0 OWNER " + LoadDatabase.OWNER.user());
    }

    /**
     * Requires that all are applied, each once.
     *
     * @throws IllegalStateException when they are not
     */
    void require(Migrations migrations) throws SQLException {
        int objects = count(OBJECTS);
        if (objects != migrations.objects()) {
            throw new IllegalStateException(name + " has " + objects + " of " + migrations.objects() + " objects");
        }
    }

    /** The same for Skein. */
    Target target() {
        return LoadDatabase.target(server.url(name));
    }

    private int count(String query) throws SQLException {
        try (Connection connection = server.connect(name, LoadDatabase.OWNER);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getInt(1);
        }
    }
}
