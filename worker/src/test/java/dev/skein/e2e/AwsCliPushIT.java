package dev.skein.e2e;

import static dev.skein.testing.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code scripts/push-with-aws-cli}, with the real AWS CLI; skipped where it or zip is missing. */
class AwsCliPushIT extends EndToEndTest {
    private static final Path SCRIPT =
            Path.of("..", "scripts", "push-with-aws-cli").toAbsolutePath().normalize();
    private static final String CREATE = "CREATE TABLE item (id int PRIMARY KEY, label text);";

    @TempDir
    Path folder;

    @BeforeAll
    static void assumeProgrammes() {
        Stream.of("aws", "zip")
                .forEach(program -> Assumptions.assumeTrue(
                        Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program))),
                        "no " + program + " on the PATH: pushing by the AWS CLI is not tried"));
    }

    @Test
    void makes_a_bundle_of_a_folder_pushes_it_and_prints_the_outcome() throws Exception {
        stage.worker();
        write("migrations/V1__create item.sql", CREATE);
        write("migrations/views/R__labels.sql", "CREATE OR REPLACE VIEW labels AS SELECT label FROM item;");
        write("migrations/V2__index.sql", "CREATE INDEX CONCURRENTLY ON item (label);");
        write("migrations/V2__index.sql.conf", "executeInTransaction=false");
        write("migrations/README.md", "not carried");

        Ended first = push("1.0.0");
        Ended again = push("1.0.0");

        JsonNode outcome = JsonMapper.shared().readTree(first.out());
        assertThat(first.exitCode()).as(first.toString()).isZero();
        assertThat(outcome.path("status").asString()).isEqualTo("APPLIED");
        assertThat(outcome.path("migrations")).hasSize(3);
        assertThat(first.err()).contains("uploaded, run orders/orders/1.0.0/");
        assertThat(again.exitCode()).as(again.toString()).isZero();
        assertThat(JsonMapper.shared().readTree(again.out()).path("status").asString())
                .isEqualTo("UNCHANGED");
    }

    @Test
    void exits_as_skein_does_and_takes_bundles_that_it_made() throws Exception {
        stage.environment.put("SKEIN_TARGETS_ORDERS_POLICY", "drops-column=approve");
        stage.worker();
        write("V1__create.sql", CREATE);
        assertThat(push("1").exitCode()).isZero();
        write("V2__drop.sql", "ALTER TABLE item DROP COLUMN label;");
        Ended awaiting = push("2");
        write("V2__drop.sql", "SELECT 1;");
        Ended reused = push("2");
        Path bundle = stage.bundle(
                "3",
                "V1__create.sql",
                CREATE,
                "V2__fails.sql",
                "INSERT INTO item VALUES (1, 'a');\nINSERT INTO item VALUES (1, 'b');");
        Ended failed = push("3", bundle.toString());

        assertThat(awaiting.exitCode()).as(awaiting.toString()).isEqualTo(12);
        assertThat(reused.exitCode()).as(reused.toString()).isEqualTo(10);
        assertThat(reused.out()).contains("version-reused");
        assertThat(failed.exitCode()).as(failed.toString()).isEqualTo(11);
    }

    @Test
    void gives_up_in_time_and_then_the_worker_does_not_begin_any_more() throws Exception {
        write("V1__create.sql", CREATE);

        Ended ended = run("--timeout", "3", "--version", "1", folder.toString());
        stage.worker();

        assertThat(ended.exitCode()).as(ended.toString()).isEqualTo(13);
        assertThat(stage.outcome(stage.awaitRun("orders/orders/1"), 1)
                        .at("/problem/code")
                        .asString())
                .isEqualTo("not-after-passed");
    }

    @Test
    void refuses_what_it_cannot_make_a_bundle_of_before_anything_is_uploaded() throws Exception {
        write("V1__create.sql", CREATE);
        write("V2__load.java", "class Load {}");
        Ended java = push("1");
        Files.delete(folder.resolve("V2__load.java"));
        write("V2__\"quoted\".sql", "SELECT 1;");
        Ended quoted = push("1");
        Ended name = run("--version", "1\"; echo", folder.toString());
        Ended nothing = push("1", folder.resolve("nowhere").toString());

        assertThat(List.of(java.exitCode(), quoted.exitCode(), name.exitCode(), nothing.exitCode()))
                .containsOnly(2);
        assertThat(java.err()).contains("V2__load.java is a migration that is not SQL");
        assertThat(stage.s3.listObjectsV2(list -> list.bucket(stage.bucket)).contents())
                .isEmpty();
    }

    @Test
    void names_the_first_of_thousands_of_files_that_are_no_migrations() throws Exception {
        for (int i = 1; i <= 5000; i++) {
            write("V" + i + "__a_migration_in_java.java", "");
        }

        Ended ended = push("1");

        assertThat(ended.exitCode()).as(ended.toString()).isEqualTo(2);
        assertThat(ended.err()).contains("__a_migration_in_java.java is a migration that is not SQL");
    }

    @Test
    void says_that_the_run_goes_on_when_the_bucket_cannot_be_listed_any_more() throws Exception {
        write("V1__create.sql", CREATE);

        try (FailingBucket bucket = new FailingBucket(400, "ExpiredToken")) {
            stage.environment.put("SKEIN_ENDPOINT", bucket.endpoint());
            Ended ended = push("1");

            assertThat(ended.exitCode()).as(ended.toString()).isEqualTo(13);
            assertThat(ended.err())
                    .contains("the bucket cannot be listed any more; the run goes on: runs/orders/orders/1/v1/");
        }
    }

    private record Ended(int exitCode, String out, String err) {}

    private Ended push(String version) throws IOException, InterruptedException {
        return push(version, folder.toString());
    }

    private Ended push(String version, String source) throws IOException, InterruptedException {
        return run("--version", version, "--timeout", "240", source);
    }

    private Ended run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(SCRIPT.toString(), "--bucket", stage.bucket, "--target", "orders", "--name", "orders"));
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile("skein-cli", ".out");
        Path err = Files.createTempFile("skein-cli", ".err");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        builder.environment().put("AWS_ACCESS_KEY_ID", stage.surroundings.aws().name());
        builder.environment()
                .put("AWS_SECRET_ACCESS_KEY", stage.surroundings.aws().secret());
        builder.environment().put("AWS_DEFAULT_REGION", stage.surroundings.region());
        builder.environment().put("AWS_ENDPOINT_URL", stage.environment.get("SKEIN_ENDPOINT"));
        Process process = builder.start();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("the script did not end: " + Files.readString(err));
        }
        return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
