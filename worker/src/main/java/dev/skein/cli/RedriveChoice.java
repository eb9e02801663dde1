package dev.skein.cli;

import dev.skein.bundle.BundleId;
import dev.skein.intake.Request;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** What a redrive is about: one of three. */
final class RedriveChoice {
    @Option(names = "--run", paramLabel = "RUN", description = "This run, as the outcome and the alert name it.")
    private @Nullable String run;

    @Option(names = "--target", paramLabel = "NAME", description = "Every run of this target that waits.")
    private @Nullable String target;

    @Option(names = "--all", description = "Every run that waits.")
    @SuppressWarnings("UnusedVariable") // picocli requires one of the three
    private boolean all;

    /** The target that stands in the request's key. */
    String subject() {
        if (run != null) {
            return Ask.target(run);
        }
        if (target != null && !BundleId.NAME.matcher(target).matches()) {
            throw new UsageException("--target: expected the form " + BundleId.NAME.pattern());
        }
        return target == null ? Request.ALL : target;
    }

    /** The document, yet to be filled. */
    ObjectNode document() {
        return run == null ? Ask.document() : Ask.document().put("run", run);
    }
}
