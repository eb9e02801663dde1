package dev.skein.benchmarks;

import java.io.IOException;

/** psql as the floor: it keeps no history, checks nothing and cannot go on where it ended. */
record Psql(PgPrograms programs) {
    static final String EACH = "psql, BEGIN/COMMIT per file";

    /** One process; each migration is a transaction. */
    Tool each() throws IOException {
        return each(EACH);
    }

    Tool each(String name) throws IOException {
        return new ProgramTool(
                name, Layout.PSQL, (folder, arena) -> psql(arena, "--file=" + folder.resolve("each.psql")));
    }

    /** All in one transaction. */
    Tool single() throws IOException {
        return new ProgramTool(
                "psql -1",
                Layout.PSQL,
                (folder, arena) -> psql(arena, "--single-transaction", "--file=" + folder.resolve("plain.psql")));
    }

    /** A process that asks one thing. */
    Entrant asking(Arena arena) {
        return new Entrant(
                "psql, SELECT 1", () -> psql(arena, "--command=SELECT 1").run());
    }

    private Program psql(Arena arena, String... options) {
        return programs.psql(arena.server(), arena.name(), LoadDatabase.OWNER, options);
    }
}
