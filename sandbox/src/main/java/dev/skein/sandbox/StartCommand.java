package dev.skein.sandbox;

import dev.skein.sandbox.http.Json;
import dev.skein.sandbox.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** Starts all servers and serves until its parent ends. */
@Command(
        name = "start",
        mixinStandardHelpOptions = true,
        description = {
            "Starts S3, SQS, SNS, Secrets Manager and PostgreSQL on 127.0.0.1.",
            "When everything is ready it prints one line of JSON on stdout: the endpoint, the keys and PostgreSQL's"
                    + " address. It ends with the process that started it, or by Ctrl-C, and leaves nothing behind."
        },
        footer = {
            "",
            "Example:",
            "  java -jar skein-sandbox.jar start --provision --env-file sandbox.env &",
            "  . ./sandbox.env && aws s3 ls"
        })
final class StartCommand implements Callable<Integer> {
    @Spec
    @Nullable
    private CommandSpec spec;

    @Option(
            names = "--postgres",
            paramLabel = "MAJOR",
            defaultValue = "17",
            description = "Major version of PostgreSQL: 15, 16, 17 or 18 (default: ${DEFAULT-VALUE}).")
    private int major;

    @Option(
            names = "--provision",
            description = "Also makes the bucket, queues, topics and the database orders that a worker needs.")
    private boolean provision;

    @Option(
            names = "--env-file",
            paramLabel = "FILE",
            description = "Writes the variables of the AWS SDKs and of Skein into a file that a shell can source.")
    private @Nullable Path envFile;

    @Override
    public Integer call() throws IOException {
        if (major < 15 || major > 18) {
            CommandSpec command = Objects.requireNonNull(spec);
            throw new ParameterException(command.commandLine(), "--postgres is one of 15, 16, 17, 18");
        }
        // Asked first: a parent that ends while we start must be noticed too.
        CompletableFuture<?> orphaned = endWithParent();
        Sandbox sandbox = Sandbox.start(major);
        Runtime.getRuntime().addShutdownHook(new Thread(sandbox::close, "stop"));
        Map<String, String> variables = variables(sandbox);
        if (provision) {
            variables.putAll(Provision.of(sandbox));
        }
        if (envFile != null) {
            EnvFile.write(envFile, variables);
        }
        System.out.println(Json.write(ready(sandbox)));
        System.out.flush();
        orphaned.join();
        return 0;
    }

    /** Never completes where there is no parent to watch. */
    private static CompletableFuture<?> endWithParent() {
        return ProcessHandle.current()
                .parent()
                .<CompletableFuture<?>>map(parent -> parent.onExit().thenRun(() -> System.exit(0)))
                .orElseGet(CompletableFuture::new);
    }

    private static Map<String, String> variables(Sandbox sandbox) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("AWS_ACCESS_KEY_ID", Account.ACCESS_KEY_ID);
        variables.put("AWS_SECRET_ACCESS_KEY", Account.SECRET_ACCESS_KEY);
        variables.put("AWS_REGION", Account.REGION);
        // Version 1 of the AWS CLI reads this name alone.
        variables.put("AWS_DEFAULT_REGION", Account.REGION);
        variables.put("AWS_ENDPOINT_URL", sandbox.endpoint().toString());
        variables.put("PGHOST", "127.0.0.1");
        variables.put("PGPORT", String.valueOf(sandbox.postgres().port()));
        return variables;
    }

    private static ObjectNode ready(Sandbox sandbox) {
        PostgresServer postgres = sandbox.postgres();
        ObjectNode line = Json.object()
                .put("endpoint", sandbox.endpoint().toString())
                .put("region", Account.REGION)
                .put("accountId", Account.ID)
                .put("accessKeyId", Account.ACCESS_KEY_ID)
                .put("secretAccessKey", Account.SECRET_ACCESS_KEY);
        line.putObject("postgres")
                .put("version", postgres.version())
                .put("host", "127.0.0.1")
                .put("port", postgres.port())
                .put("user", PostgresServer.USER)
                .put("password", PostgresServer.PASSWORD)
                .put("jdbcUrl", postgres.jdbcUrl("postgres"));
        return line;
    }
}
