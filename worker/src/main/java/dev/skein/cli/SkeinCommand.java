package dev.skein.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The top of the command line. */
@Command(
        name = "skein",
        versionProvider = SkeinCommand.class,
        description = "Carries versioned PostgreSQL migration bundles into private networks.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExit codes:%n",
        footer = {
            "   0  applied, unchanged, or done",
            "   1  skein health: the worker is stuck, or there is none",
            "   2  wrong command, option or setting",
            "  10  rejected: the database was not touched",
            "  11  failed: PostgreSQL or the surroundings said no",
            "  12  waits for approval: the database was not touched",
            "  13  no outcome in time, or none that can be read any more: what was begun goes on",
            "  14  cancelled",
            "",
            "Begin with:",
            "  skein bundle migrations -o orders-1.0.0.zip --name orders --version 1.0.0",
            "  skein check orders-1.0.0.zip",
            "  skein plan orders-1.0.0.zip --target orders",
            "  skein push orders-1.0.0.zip --target orders --wait"
        })
@SuppressWarnings("UnusedVariable") // picocli acts on the two options itself
public final class SkeinCommand implements CommandLine.IVersionProvider {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = CommandLine.ScopeType.INHERIT,
            description = "Show this help.")
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version.")
    private boolean version;

    @Override
    public String[] getVersion() {
        String number = SkeinCommand.class.getPackage().getImplementationVersion();
        return new String[] {"skein " + (number == null ? "(built from a checkout)" : number)};
    }
}
