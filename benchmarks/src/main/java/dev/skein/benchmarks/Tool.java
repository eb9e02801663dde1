package dev.skein.benchmarks;

import java.io.IOException;
import java.sql.SQLException;

/** Something that applies migrations. */
interface Tool {
    /** Its name in the table. */
    String name();

    /** Gives it the history that it is to bring databases to, in its own form; not part of what is timed. */
    void learn(Migrations migrations) throws IOException;

    /** Brings a database to that history's end, from the login on; it fails unless it succeeds. */
    void migrate(Arena database) throws IOException, SQLException;
}
