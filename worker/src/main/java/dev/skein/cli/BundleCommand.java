package dev.skein.cli;

import dev.skein.bundle.Bundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code skein bundle}: makes a bundle of a folder. */
@Command(
        name = "bundle",
        description = "Make a bundle of a folder of migrations.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  skein bundle db/migration --name orders --version 1.4.0",
            "  skein bundle prisma/migrations --name shop --version 7 -o shop.zip",
            "",
            "The same files, name and version make the same bytes. SQL files and their",
            ".conf are carried; whatever else lies in the folder is left out and listed."
        })
public final class BundleCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "The folder; where it holds a folder migrations, that one is meant.")
    private Path folder = Path.of(".");

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Default: NAME-VERSION.zip in the current folder.")
    private @Nullable Path output;

    @Mixin
    private BundleOptions options = new BundleOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    @Mixin
    private GitHubOptions github = new GitHubOptions();

    private final Console console;
    private final Map<String, String> environment;

    /** @param console takes what the command says */
    public BundleCommand(Console console, Map<String, String> environment) {
        this.console = console;
        this.environment = environment;
    }

    @Override
    public Integer call() throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new UsageException("there is no folder " + folder);
        }
        GitHubTelling telling = github.telling(console, environment, folder, List.of());
        try (BundleInput input = BundleInput.open(folder, options)) {
            return input.reading().match(accepted -> made(input, accepted.bundle()), refused -> {
                telling.refused(refused.problems());
                return BundleReport.refuse(console, refused.problems(), json.isSet());
            });
        }
    }

    private int made(BundleInput input, Bundle bundle) {
        Path file = output != null
                ? output
                : Path.of(bundle.id().name() + "-" + bundle.id().version() + ".zip");
        try {
            Files.copy(input.archive(), file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("the bundle cannot be written to " + file, e);
        }
        if (json.isSet()) {
            console.json(BundleReport.accepted(bundle, input.leftOut()).put("file", file.toString()));
        } else {
            BundleReport.leftOut(console, input.leftOut());
            console.print(file + "  " + BundleReport.line(bundle));
        }
        return ExitCode.OK;
    }
}
