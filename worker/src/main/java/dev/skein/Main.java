package dev.skein;

import dev.skein.cli.ApplyCommand;
import dev.skein.cli.ApproveCommand;
import dev.skein.cli.BucketAccess;
import dev.skein.cli.BundleCommand;
import dev.skein.cli.CancelCommand;
import dev.skein.cli.CheckCommand;
import dev.skein.cli.Console;
import dev.skein.cli.DeadLettersCommand;
import dev.skein.cli.ExitCode;
import dev.skein.cli.HealthCommand;
import dev.skein.cli.PlanCommand;
import dev.skein.cli.PushCommand;
import dev.skein.cli.RedriveCommand;
import dev.skein.cli.RequestDoor;
import dev.skein.cli.ResolveCommand;
import dev.skein.cli.SkeinCommand;
import dev.skein.cli.UsageException;
import dev.skein.cli.WaitCommand;
import dev.skein.cli.WorkerCommand;
import dev.skein.ecs.TaskProtection;
import dev.skein.intake.AwsFailure;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;
import software.amazon.awssdk.core.exception.SdkException;

/** Puts the program together. */
public final class Main {
    private static final String HEALTH = "health";
    private static final String WORKER = "worker";

    private final Map<String, String> environment;
    private final Console console;

    private Main(Map<String, String> environment) {
        this.environment = environment;
        this.console = new Console(
                utf8(System.out),
                utf8(System.err),
                Terminal.isInteractive(),
                Terminal.style(environment),
                Console.Reader.of(environment));
    }

    /** Runs the command line and exits with its code. */
    public static void main(String[] arguments) {
        Main main = new Main(System.getenv());
        System.exit(main.commandLine(arguments.length > 0 ? arguments[0] : "").execute(arguments));
    }

    /** Containers ask for health every half a minute, and a worker stays: what only other commands need is not loaded. */
    private CommandLine commandLine(String name) {
        return switch (name) {
            case HEALTH -> alone(health());
            case WORKER -> {
                Logs.command();
                yield alone(worker());
            }
            default -> allCommands();
        };
    }

    private CommandLine alone(Object command) {
        return explained(new CommandLine(new SkeinCommand()).addSubcommand(command));
    }

    private WorkerCommand worker() {
        return new WorkerCommand(console, this::startWorker);
    }

    private HealthCommand health() {
        return new HealthCommand(console, () -> SettingsReader.healthFile(environment), Clock.systemUTC());
    }

    private CommandLine allCommands() {
        Logs.command();
        Clock clock = Clock.systemUTC();
        CommandLine commands = new CommandLine(new SkeinCommand())
                .addSubcommand(new BundleCommand(console, environment))
                .addSubcommand(new CheckCommand(console))
                .addSubcommand(new PlanCommand(console, environment, this::bucket, clock))
                .addSubcommand(new ApplyCommand(console, environment, clock))
                .addSubcommand(new PushCommand(console, environment, this::bucket, clock))
                .addSubcommand(new WaitCommand(console, this::bucket, clock))
                .addSubcommand(new ApproveCommand(door(clock)))
                .addSubcommand(new CancelCommand(door(clock)))
                .addSubcommand(new DeadLettersCommand(door(clock), clock))
                .addSubcommand(new RedriveCommand(door(clock)))
                .addSubcommand(new ResolveCommand(door(clock)))
                .addSubcommand(health())
                .addSubcommand(worker());
        return explained(commands);
    }

    private CommandLine explained(CommandLine commands) {
        commands.setExecutionExceptionHandler((failure, command, parsed) -> explain(failure, parsed));
        return commands.setUsageHelpAutoWidth(true);
    }

    /** One for each command: it holds the command's options. */
    private RequestDoor door(Clock clock) {
        return new RequestDoor(console, this::bucket, clock);
    }

    private BucketAccess bucket(Map<String, String> options) {
        Settings.Aws aws = SettingsReader.bucket(with(options));
        return new BucketAccess(new AwsClients(aws).s3(), aws.bucket());
    }

    private List<String> startWorker(Optional<Path> config) {
        Map<String, String> all = with(config.map(file -> Map.of(SettingsSource.CONFIG, file.toString()))
                .orElse(Map.of()));
        Settings settings = SettingsReader.worker(all);
        Logs.worker(Logs.format(all));
        AwsClients clients = new AwsClients(settings.aws());
        return new WorkerProcess(settings, clients, TaskProtection.of(environment, clients::ecs)).start();
    }

    private Map<String, String> with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(more);
        return all;
    }

    /** One sentence for each thing that is wrong; with {@code --json} the same as a document. */
    private int explain(Exception failure, ParseResult parsed) {
        List<String> sentences = failure instanceof SettingsException settings
                ? settings.mistakes()
                : List.of(
                        failure instanceof SdkException sdk
                                ? AwsFailure.describe(sdk)
                                : String.valueOf(failure.getMessage()));
        sentences.forEach(console::error);
        if (parsed.hasSubcommand() && parsed.subcommand().hasMatchedOption("--json")) {
            console.errorDocument(sentences);
        }
        if (parsed.hasSubcommand() && parsed.subcommand().hasMatchedOption("--github")) {
            sentences.forEach(console::remark);
        }
        return failure instanceof SettingsException || failure instanceof UsageException
                ? ExitCode.USAGE
                : ExitCode.FAILED;
    }

    private static PrintStream utf8(PrintStream stream) {
        return new PrintStream(stream, true, StandardCharsets.UTF_8);
    }
}
