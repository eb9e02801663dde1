package dev.skein.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.infra.stage.People;
import dev.skein.infra.stage.StageException;
import dev.skein.infra.stage.StageReader;
import dev.skein.infra.stage.StageSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A stage's file: what it may say, and what is said of it when it is wrong. */
class StageReaderTest {
    private static final Pattern TARGET_KEY = Pattern.compile("(?m)^\\| `([a-z-]+)` \\| `…_[A-Z_]+` \\|");

    @TempDir
    Path folder;

    @Test
    void has_defaults() {
        StageSettings stage = StageReader.read(Path.of("stages"), "example");

        assertThat(stage.worker().size().cpu()).isEqualTo(512);
        assertThat(stage.worker().size().memory()).isEqualTo(1024);
        assertThat(stage.worker().scale().least()).isEqualTo(1);
        assertThat(stage.worker().scale().most()).isEqualTo(4);
        assertThat(stage.worker().logDays()).isEqualTo(90);
        assertThat(stage.surroundings().retention().runs()).isEqualTo(400);
        assertThat(stage.surroundings().retention().oldVersions()).isEqualTo(30);
        assertThat(stage.place().bucket()).isEqualTo("skein-example-123456789012-eu-central-1");
    }

    @Test
    void gives_nobody_a_permission_that_the_copied_example_names() {
        StageSettings stage = StageReader.read(Path.of("stages"), "example");

        assertThat(stage.people().operators()).isEmpty();
        assertThat(stage.people().pipelines()).isEmpty();
    }

    @Test
    void has_an_example_that_can_be_taken_out_of_its_comments() {
        String whole = example().replaceAll("(?m)^# (operators:|pipelines:| .*)", "$1");

        StageSettings stage = StageReader.read(folder(whole), "test");

        assertThat(stage.people().operators()).hasSize(1);
        assertThat(stage.people().pipelines()).containsOnlyKeys("orders");
    }

    @Test
    void reports_all_mistakes_at_once_by_their_keys() {
        assertThat(mistakes("""
                        account: 12
                        region: Frankfurt
                        colour: blue
                        network: { vpc: mine, egress: nat }
                        worker: { image: skein, cpu: 300, max-workers: many, settings: { speed: high } }
                        targets:
                          orders:
                            url: jdbc:postgresql://ada:secret@host/orders
                            password: secret
                            tempo: fast
                            database: { security-group: mine, port: 70000 }
                        operators: [ada]
                        pipelines:
                          orders: { target: orders, repository: orders }
                        """))
                .anyMatch(mistake -> mistake.startsWith("account: "))
                .anyMatch(mistake -> mistake.startsWith("region: "))
                .contains("colour: there is no such key")
                .anyMatch(mistake -> mistake.startsWith("network.vpc: "))
                .contains("network.egress: expected endpoints or existing")
                .contains("worker.max-workers: expected a number")
                .anyMatch(mistake -> mistake.startsWith("worker.image: "))
                .anyMatch(mistake -> mistake.startsWith("targets.orders.database.security-group: "))
                .anyMatch(mistake -> mistake.startsWith("targets.orders.database.port: "))
                .anyMatch(mistake -> mistake.startsWith("operators: "))
                .anyMatch(mistake -> mistake.startsWith("pipelines.orders.repository: "))
                .anyMatch(mistake -> mistake.startsWith("pipelines.orders.branch: missing"))
                .noneMatch(mistake -> mistake.contains("secret@"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    password: x                                    | targets.orders.password: a template is no place for passwords
                    tempo: fast                                    | targets.orders.tempo: there is no such setting
                    iam-auth: true                                 | targets.orders.password-secret: exactly one of
                    shadow-url: jdbc:postgresql://h/d              | targets.orders.shadow-database: belongs to shadow-url
                    rollout: web                                   | targets.orders.rollout: expected cluster/service
                    """)
    void refuses_a_targets(String line, String mistake) {
        assertThat(mistakes(example().replace("    role: orders_owner", "    " + line)))
                .anyMatch(found -> found.startsWith(mistake));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    security-group: sg-0, cidr: 10.0.0.0/24        | security-group: exactly one of security-group and cidr
                    secret-key: arn:aws:kms:eu-west-1:123456789012:key/a | security-group: exactly one of security-group and cidr
                    security-group: sg-0, port: 6432               | port: url has [5432]
                    cidr: 10.0.0.300/24                            | cidr: expected a block
                    cidr: 0.0.0.0/0                                | cidr: expected a block
                    """)
    void refuses_a_database(String keys, String mistake) {
        assertThat(mistakes(example()
                        .replaceFirst("    database:\n      security-group: .*", "    database: { " + keys + " }")))
                .anyMatch(found -> found.startsWith("targets.orders.database." + mistake));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    shop/orders               | 5432
                    shop:6432/orders          | 6432
                    [fd00::1]:6433/orders     | 6433
                    [fd00::1]/orders          | 5432
                    one:6432,two:6432/orders  | 6432
                    """)
    void opens_the_port_of_the_url(String url, int port) {
        StageSettings stage = StageReader.read(
                folder(example().replace("orders.cluster-abc.eu-central-1.rds.amazonaws.com/orders", url)), "test");

        Integer opened = stage.targets()
                .get(0)
                .database()
                .match(given -> given.settings().port(), trial -> 0, none -> 0);
        assertThat(opened).isEqualTo(port);
    }

    @Test
    void refuses_hosts_of_several_ports() {
        assertThat(mistakes(example().replace("rds.amazonaws.com/orders", "rds.amazonaws.com,standby:6432/orders")))
                .containsExactly("targets.orders.database.port: url has [5432, 6432], and one port is opened");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    route-tables:             | tags-of-route-tables:             | network.route-tables: missing
                    target: orders            | target: stock                     | pipelines.orders.target: there is no target stock
                    egress: endpoints         | egress: existing                  | network.s3-prefix-list: belongs to egress: endpoints
                    branch: main              | branch: main, environment: prod   | pipelines.orders.environment: GitHub names either
                    repository: acme/orders   | repository: acme@12/orders        | pipelines.orders.repository: expected owner/name
                    repository: acme/orders   | repository: acme/orders@34        | pipelines.orders.repository: expected owner/name
                    repository: acme/orders   | repository: acme@12/*             | pipelines.orders.repository: expected owner/name
                    orders:\\n    url          | orders-shadow:\\n    url            | targets.orders-shadow.name: expected a name
                    https://10.42.0.9         | grpc://10.42.0.9                  | worker.settings.otlp-endpoint: expected http(s)
                    region: eu-central-1      | region: cn-north-1                | region: of another partition
                    region: eu-central-1      | region: us-gov-west-1             | region: of another partition
                    """)
    void refuses_what_does_not_go_together(String right, String wrong, String mistake) {
        String file = full().replace(right.translateEscapes(), wrong.translateEscapes());

        assertThat(file).isNotEqualTo(full());
        assertThat(mistakes(file)).anyMatch(found -> found.startsWith(mistake));
    }

    @Test
    void refuses_a_network_without_a_way_to_aws() {
        assertThat(mistakes(example().replace("vpc: vpc-0a1b2c3d4e5f60718", "vpc: 10.0.0.0/24")))
                .containsExactly("network.egress: a network that is made here has no way out; expected endpoints");
    }

    @Test
    void takes_a_target_called_as_the_beginning_of_a_key() {
        assertThat(mistakes(example().replace("  orders:\n", "  shadow:\n"))).isEmpty();
    }

    @Test
    void takes_a_repository_by_its_ids() {
        StageSettings stage = StageReader.read(
                folder(full().replace("repository: acme/orders", "repository: acme@12/orders@34")), "test");

        assertThat(stage.people().pipelines().values())
                .extracting(People.Pipeline::repository)
                .contains("acme@12/orders@34");
    }

    @Test
    void knows_every_key_of_a_target_but_passwords() throws IOException {
        List<String> documented = TARGET_KEY
                .matcher(Files.readString(Path.of("../docs/settings.md")))
                .results()
                .map(found -> found.group(1))
                .filter(key -> !key.endsWith("password") && !key.endsWith("password-file"))
                .filter(key -> !List.of("url", "password-secret", "iam-auth", "members", "shadow-url", "rollout")
                        .contains(key))
                .toList();

        assertThat(documented)
                .hasSizeGreaterThan(15)
                .allSatisfy(key -> assertThat(StageReader.read(
                                        folder(example().replace("    role: orders_owner", "    " + key + ": a")),
                                        "test")
                                .byName()
                                .get("orders"))
                        .isNotNull());
    }

    private List<String> mistakes(String yaml) {
        try {
            StageReader.read(folder(yaml), "test");
        } catch (StageException e) {
            return e.mistakes();
        }
        return List.of();
    }

    private Path folder(String yaml) {
        try {
            Files.writeString(folder.resolve("test.yaml"), yaml);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String example() {
        return text(Path.of("stages/example.yaml"));
    }

    private static String full() {
        return text(Path.of("src/test/resources/stages/full.yaml"));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
