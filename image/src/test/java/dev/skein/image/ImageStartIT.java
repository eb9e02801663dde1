package dev.skein.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Programs of the image, each in a container of its own. */
@NeedsDebianTools
class ImageStartIT {
    private final BuiltImage image = BuiltImage.get();

    @Test
    void the_entry_point_is_the_command_line() {
        Finished version = start("--version");
        assertThat(version.exitCode()).as(version.output()).isZero();
        // Java says so where it cannot use its cache.
        assertThat(version.output()).matches("skein \\S+\\R");

        Finished help = start("--help");
        assertThat(help.exitCode()).isZero();
        assertThat(help.output()).contains("worker", "push", "health");
    }

    @Test
    void java_uses_the_cache_that_was_made_for_it() {
        Finished strict =
                image.run("/opt/skein/bin/java", "@/opt/skein/skein.args", "/opt/skein/bin/skein", "--version");
        assertThat(strict.output()).doesNotContain("aot");
        Finished required = image.run(
                "/opt/skein/bin/java", "-XX:AOTMode=on", "@/opt/skein/skein.args", "/opt/skein/bin/skein", "--version");
        assertThat(required.exitCode()).as(required.output()).isZero();
    }

    @Test
    void pg_dump_and_psql_are_of_18() {
        assertThat(image.run("pg_dump", "--version").orThrow().output()).startsWith("pg_dump (PostgreSQL) 18.");
        assertThat(image.run("psql", "--version").orThrow().output()).startsWith("psql (PostgreSQL) 18.");
    }

    @Test
    void writes_to_nothing_but_the_temporary_folder() {
        for (String folder : List.of("/", "/opt/skein", "/home/skein", "/etc")) {
            assertThat(log(folder).output()).as(folder).contains("Read-only file system");
        }
        assertThat(log("/tmp").orThrow().output()).doesNotContain("Read-only");
    }

    /** Java writes a log into a folder. */
    private Finished log(String folder) {
        return image.run("/opt/skein/bin/java", "-Xlog:gc:file=" + folder + "/gc.log", "-version");
    }

    @Test
    void has_no_shell() {
        for (String shell : List.of("sh", "bash", "dash", "busybox", "/bin/sh")) {
            assertThat(image.run(shell, "-c", "exit 0").exitCode()).as(shell).isEqualTo(127);
        }
    }

    private Finished start(String... arguments) {
        return Finished.of(Map.of(), image.command(Map.of(), image.entryPoint(List.of(arguments))));
    }
}
