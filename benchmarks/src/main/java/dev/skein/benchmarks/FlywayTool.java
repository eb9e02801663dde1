package dev.skein.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** Flyway as an application embeds it, in this warm process. */
final class FlywayTool implements Tool {
    private final Grouping grouping;
    private final Path folder;

    /** What is one transaction. */
    enum Grouping {
        /** As Flyway comes: each migration. */
        EACH,
        /** All that is pending. */
        ALL
    }

    FlywayTool(Grouping grouping) throws IOException {
        this.grouping = grouping;
        this.folder = Layout.folder("flyway");
    }

    @Override
    public String name() {
        return grouping == Grouping.EACH ? "Flyway embedded, warm" : "Flyway embedded, group, warm";
    }

    @Override
    public void learn(Migrations migrations) throws IOException {
        Layout.FLYWAY.write(folder, migrations);
    }

    @Override
    public void migrate(Arena database) {
        FluentConfiguration configuration = Flyway.configure()
                .dataSource(
                        database.server().url(database.name()),
                        LoadDatabase.OWNER.user(),
                        LoadDatabase.OWNER.password())
                .loggers("slf4j")
                .locations("filesystem:" + folder)
                .group(grouping == Grouping.ALL);
        configuration.load().migrate();
    }
}
