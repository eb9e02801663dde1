package dev.skein.infra;

import static org.assertj.core.api.Assertions.assertThat;

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
                    egress: existing          | egress: endpoints                 | network.route-tables: missing
                    target: orders            | target: bills                     | pipelines.orders.target: there is no target bills
                    vpc: vpc-0a1b2c3d4e5f60718| vpc: 10.0.0.0/24                  | network.egress: a network that is made here
                    """)
    void refuses_what_does_not_go_together(String right, String wrong, String mistake) {
        assertThat(mistakes(example().replace(right, wrong))).anyMatch(found -> found.startsWith(mistake));
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
        try {
            return Files.readString(Path.of("stages/example.yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
