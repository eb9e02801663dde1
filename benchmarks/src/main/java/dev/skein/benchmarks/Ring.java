package dev.skein.benchmarks;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** Where tools apply migrations, each in a database of its own. */
record Ring(Server server, List<Tool> tools) {
    Ring {
        tools = List.copyOf(tools);
    }

    Arena arena(Tool tool) {
        return new Arena(server, "arena" + tools.indexOf(tool));
    }

    /** Has each tool bring its database from nothing to a history's end. */
    void fill(Migrations migrations) throws IOException, SQLException {
        for (Tool tool : tools) {
            tool.learn(migrations);
            arena(tool).clear();
            tool.migrate(arena(tool));
            arena(tool).require(migrations);
        }
    }

    /** What a tool asks of its database as it stands. */
    Trips trips(Tool tool) throws IOException, SQLException {
        try (Tollgate gate = Tollgate.open(server)) {
            tool.migrate(new Arena(gate.server(), arena(tool).name()));
            return gate.trips();
        }
    }

    /** Entrants that apply what is to be applied at the time, and are checked each time. */
    List<Entrant> entrants(Bout.Preparation preparation) {
        return tools.stream()
                .map(tool -> new Bout(tool, arena(tool), preparation).entrant())
                .toList();
    }
}
