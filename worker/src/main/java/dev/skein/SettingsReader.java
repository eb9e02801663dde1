package dev.skein;

import dev.skein.ecs.EcsService;
import dev.skein.group.Group;
import dev.skein.plan.PlannedTarget;
import dev.skein.target.ConnectLimits;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads {@link Settings}; all mistakes are reported together, each naming its key. */
final class SettingsReader {
    private static final Pattern SHORT_DURATION = Pattern.compile("(?i)\\d+(ms|s|m|h)");

    private final List<String> mistakes = new ArrayList<>();
    private final Map<String, String> environment;
    private final SettingsSource source;

    private SettingsReader(Map<String, String> environment) {
        this.environment = environment;
        this.source = SettingsSource.read(environment, mistakes);
    }

    /**
     * Reads the worker's settings.
     *
     * @throws SettingsException with everything that is wrong
     */
    static Settings worker(Map<String, String> environment) {
        return new SettingsReader(environment).worker();
    }

    /**
     * Reads what the command line needs to know of the bucket, and ignores the rest.
     *
     * @throws SettingsException with everything that is wrong
     */
    static Settings.Aws bucket(Map<String, String> environment) {
        SettingsReader reader = new SettingsReader(environment);
        Settings.Aws aws = reader.aws();
        reader.failOnMistakes();
        return aws;
    }

    /**
     * Reads where the worker's health file is, and ignores the rest.
     *
     * @throws SettingsException when the settings cannot be read
     */
    static Path healthFile(Map<String, String> environment) {
        SettingsReader reader = new SettingsReader(environment);
        Path file = new SignalSettings(reader.source, reader.mistakes, environment).healthFile();
        reader.failOnMistakes();
        return file;
    }

    private Settings worker() {
        Settings.Aws aws = aws();
        Settings.Queues queues = new Settings.Queues(
                required("uploads-queue"), required("requests-queue"), required("dead-letters-queue"));
        Settings.Topics topics = new Settings.Topics(required("outcomes-topic"), optional("alerts-topic"));
        Settings.Work work = new Settings.Work(
                number("concurrency", 4, 64),
                duration("receive-wait", Duration.ofSeconds(20), Duration.ofSeconds(1), Duration.ofSeconds(20)),
                connecting(),
                duration("shutdown-grace", Duration.ofSeconds(110), Duration.ZERO, Duration.ofHours(1)),
                new SignalSettings(source, mistakes, environment).read());
        Map<String, PlannedTarget> targets = new LinkedHashMap<>();
        CredentialSettings credentials =
                new CredentialSettings(source, mistakes, aws.region().orElse(""), new AwsClients(aws)::secrets);
        TargetSettings reader = new TargetSettings(
                source,
                mistakes,
                credentials,
                new PlanSettingsReader(
                        source, mistakes, credentials, optional("pg-dump").orElse("")));
        List<GroupSettings> found = new ArrayList<>();
        Map<String, List<EcsService>> rollouts = new LinkedHashMap<>();
        source.targetNames().forEach(name -> {
            TargetSettings.Found read = reader.read(name);
            rollouts.put(
                    name,
                    RolloutSettings.read(source, mistakes, name, aws.region().orElse("")));
            read.single().ifPresent(target -> targets.put(name, target));
            read.group().ifPresent(found::add);
        });
        source.refuseRest();
        Map<String, Group> groups = new LinkedHashMap<>();
        if (mistakes.isEmpty()) {
            found.forEach(group -> groups.put(group.name(), group.group(targets, mistakes)));
        }
        if (targets.isEmpty() && groups.isEmpty() && mistakes.isEmpty()) {
            mistakes.add(
                    "targets: at least one is needed, such as SKEIN_TARGETS_ORDERS_URL=jdbc:postgresql://host/database");
        }
        failOnMistakes();
        return new Settings(aws, queues, topics, new Targets(targets, groups, rollouts), work);
    }

    private ConnectLimits connecting() {
        ConnectLimits normal = ConnectLimits.DEFAULT;
        return new ConnectLimits(
                duration("connect-timeout", normal.timeout(), Duration.ofSeconds(1), Duration.ofMinutes(5)),
                duration("connect-retry", normal.retry(), Duration.ZERO, Duration.ofMinutes(10)),
                normal.rest());
    }

    private Settings.Aws aws() {
        Optional<String> region = optional("region").or(() -> variable("AWS_REGION"));
        Optional<URI> endpoint =
                optional("endpoint").or(() -> variable("AWS_ENDPOINT_URL")).flatMap(this::uri);
        return new Settings.Aws(region, endpoint, required("bucket"));
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(text -> !text.isEmpty());
    }

    private Optional<URI> uri(String text) {
        if (text.matches("https?://[A-Za-z0-9.\\-\\[\\]:]+/?")) {
            return Optional.of(URI.create(text));
        }
        mistakes.add("endpoint: expected http(s)://host:port");
        return Optional.empty();
    }

    private Optional<String> optional(String key) {
        return source.take(key).map(SettingsSource.Value::text);
    }

    private String required(String key) {
        return optional(key).orElseGet(() -> {
            mistakes.add(
                    key + ": missing; set SKEIN_" + key.toUpperCase(Locale.ROOT).replace('-', '_'));
            return "";
        });
    }

    private int number(String key, int normal, int most) {
        Optional<SettingsSource.Value> value = source.take(key);
        if (value.isEmpty()) {
            return normal;
        }
        String text = value.get().text();
        if (text.matches("[1-9]\\d{0,5}") && Integer.parseInt(text) <= most) {
            return Integer.parseInt(text);
        }
        mistakes.add(value.get().origin() + ": expected a number from 1 to " + most);
        return normal;
    }

    private Duration duration(String key, Duration normal, Duration shortest, Duration longest) {
        Optional<SettingsSource.Value> value = source.take(key);
        if (value.isEmpty()) {
            return normal;
        }
        Optional<Duration> duration = parse(value.get().text());
        if (duration.filter(read -> read.compareTo(shortest) >= 0 && read.compareTo(longest) <= 0)
                .isPresent()) {
            return duration.get();
        }
        mistakes.add(value.get().origin() + ": expected a duration such as 10s or 2m, from " + shortest.toSeconds()
                + "s to " + longest.toSeconds() + "s");
        return normal;
    }

    /** Reads {@code 500ms}, {@code 10s}, {@code 5m}, {@code 1h} or ISO 8601. */
    static Optional<Duration> parse(String text) {
        try {
            if (text.endsWith("ms") && SHORT_DURATION.matcher(text).matches()) {
                return Optional.of(Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2))));
            }
            return Optional.of(Duration.parse(SHORT_DURATION.matcher(text).matches() ? "PT" + text : text));
        } catch (DateTimeParseException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private void failOnMistakes() {
        if (!mistakes.isEmpty()) {
            throw new SettingsException(mistakes);
        }
    }
}
