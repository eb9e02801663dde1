package dev.skein.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.BiFunction;

/** A tool that is a process of its own, timed from its start to its end. */
final class ProgramTool implements Tool {
    private final String name;
    private final Layout layout;
    private final Path folder;
    private final BiFunction<Path, Arena, Program> program;

    /** @param program what is run, with the folder of the migrations, on a database */
    ProgramTool(String name, Layout layout, BiFunction<Path, Arena, Program> program) throws IOException {
        this.name = name;
        this.layout = layout;
        this.folder = Layout.folder(name);
        this.program = program;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void learn(Migrations migrations) throws IOException {
        layout.write(folder, migrations);
    }

    @Override
    public void migrate(Arena database) throws IOException {
        program.apply(folder, database).run();
    }
}
