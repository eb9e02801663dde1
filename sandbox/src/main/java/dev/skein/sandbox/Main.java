package dev.skein.sandbox;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The command line of the sandbox. */
@Command(
        name = "skein-sandbox",
        mixinStandardHelpOptions = true,
        description = "S3, SQS, SNS, Secrets Manager and PostgreSQL on loopback, without Docker.",
        subcommands = {
            StartCommand.class,
            SqlCommand.class,
            AlertsCommand.class,
            DeadLettersCommand.class,
            HelpCommand.class
        },
        footer = {"", "Begin with: java -jar skein-sandbox.jar start --help"})
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }
}
