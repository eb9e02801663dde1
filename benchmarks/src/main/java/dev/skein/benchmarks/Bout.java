package dev.skein.benchmarks;

import java.io.IOException;
import java.sql.SQLException;

/** One tool in its database, time after time. */
final class Bout {
    private final Tool tool;
    private final Arena arena;
    private final Preparation preparation;
    private Migrations expected = Migrations.first(0);

    Bout(Tool tool, Arena arena, Preparation preparation) {
        this.tool = tool;
        this.arena = arena;
        this.preparation = preparation;
    }

    Entrant entrant() {
        return new Entrant(
                tool.name(),
                () -> expected = preparation.prepare(tool, arena),
                () -> tool.migrate(arena),
                () -> arena.require(expected));
    }

    /** What comes before each time that is taken. */
    @FunctionalInterface
    interface Preparation {
        /** Makes ready, and tells what the database is to hold in the end. */
        Migrations prepare(Tool tool, Arena arena) throws IOException, SQLException;
    }
}
