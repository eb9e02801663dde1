package dev.skein.cli;

import dev.skein.bundle.Bundle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code skein check}: says whether a bundle is sound, without a database or a network. */
@Command(
        name = "check",
        description =
                "Say whether a bundle, or the one a folder would make, is sound. Needs no database and no network.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  skein check orders-1.4.0.zip",
            "  skein check db/migration",
            "",
            "Exits with 0 when it is sound, with 10 when it is refused; lists all problems."
        })
public final class CheckCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE|DIR", description = "A bundle, or a folder of migrations.")
    private Path path = Path.of(".");

    @Mixin
    private BundleOptions options = new BundleOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    private final Console console;

    /** @param console takes what the command says */
    public CheckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        try (BundleInput input = BundleInput.open(path, options)) {
            return input.reading()
                    .match(
                            accepted -> sound(input, accepted.bundle()),
                            refused -> BundleReport.refuse(console, refused.problems(), json.isSet()));
        }
    }

    private int sound(BundleInput input, Bundle bundle) {
        if (json.isSet()) {
            console.json(BundleReport.accepted(bundle, input.leftOut()));
        } else {
            BundleReport.leftOut(console, input.leftOut());
            console.print("OK  " + BundleReport.line(bundle));
        }
        return ExitCode.OK;
    }
}
