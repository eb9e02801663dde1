package dev.skein.infra.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads {@link StageSettings} from a stage's file; all mistakes are reported together, each naming its key. */
public final class StageReader {
    private final List<String> mistakes = new ArrayList<>();
    private final String stage;
    private final Section file;

    private StageReader(String stage, JsonNode file) {
        this.stage = stage;
        this.file = new Section("", file, mistakes);
    }

    /**
     * Reads a stage.
     *
     * @param folder of the stages' files
     * @param stage the file's name without {@code .yaml}
     * @throws StageException with everything that is wrong
     */
    public static StageSettings read(Path folder, String stage) {
        Path file = folder.resolve(stage + ".yaml");
        try {
            return new StageReader(stage, new YAMLMapper().readTree(Files.readAllBytes(file))).read();
        } catch (IOException e) {
            throw new StageException(List.of("stage: the file " + file + " cannot be read"));
        } catch (JacksonException e) {
            throw new StageException(List.of("stage: the file " + file + " is not YAML, at line "
                    + (e.getLocation() == null ? "?" : e.getLocation().getLineNr())));
        }
    }

    private StageSettings read() {
        Optional<Place> place = place();
        Optional<Retention> retention = retention();
        Optional<NetworkSettings> network = network();
        Optional<WorkerSettings> worker = worker();
        List<TargetSettings> targets = targets();
        Optional<People> people = people();
        Optional<StageSettings> settings = file.make(() -> {
            if (!mistakes.isEmpty()) {
                throw new StageException(List.of());
            }
            return new StageSettings(
                    new StageSettings.Surroundings(place.orElseThrow(), retention.orElseThrow()),
                    network.orElseThrow(),
                    worker.orElseThrow(),
                    targets,
                    people.orElseThrow());
        });
        return settings.orElseThrow(() -> new StageException(mistakes));
    }

    private Optional<Place> place() {
        String account = file.text("account");
        String region = file.text("region");
        Section tags = file.section("tags");
        Map<String, String> pairs = tags.rest();
        try {
            return Optional.of(new Place(stage, account, region, pairs));
        } catch (StageException e) {
            mistakes.addAll(e.mistakes());
            return Optional.empty();
        }
    }

    private Optional<Retention> retention() {
        Section section = file.section("retention");
        int runs = section.number("runs-days", 400);
        int oldVersions = section.number("old-versions-days", 30);
        return section.make(() -> new Retention(runs, oldVersions));
    }

    private Optional<NetworkSettings> network() {
        Section section = file.section("network");
        String vpc = section.text("vpc");
        List<String> subnets = section.list("subnets");
        List<String> routeTables = section.list("route-tables");
        Optional<String> prefixList = section.optional("s3-prefix-list");
        Optional<NetworkSettings.Egress> egress =
                choice("network.egress", section.text("egress"), NetworkSettings.Egress.class);
        return section.make(() -> new NetworkSettings(
                vpc.contains("/")
                        ? new NetworkSettings.Created(vpc)
                        : new NetworkSettings.Existing(vpc, subnets, routeTables),
                egress.orElse(NetworkSettings.Egress.EXISTING),
                prefixList));
    }

    private Optional<WorkerSettings> worker() {
        Section section = file.section("worker");
        String image = section.text("image");
        int cpu = section.number("cpu", 512);
        int memory = section.number("memory", 1024);
        int least = section.number("min-workers", 1);
        int most = section.number("max-workers", 4);
        int logDays = section.number("log-days", 90);
        Map<String, String> settings = section.section("settings").rest();
        Optional<WorkerSettings.Architecture> architecture = section.has("architecture")
                ? choice("worker.architecture", section.text("architecture"), WorkerSettings.Architecture.class)
                : Optional.of(WorkerSettings.Architecture.ARM64);
        return section.make(() -> new WorkerSettings(
                Image.of(image),
                new WorkerSettings.Size(cpu, memory, architecture.orElse(WorkerSettings.Architecture.ARM64)),
                new WorkerSettings.Scale(least, most),
                logDays,
                settings));
    }

    private List<TargetSettings> targets() {
        List<TargetSettings> targets = new ArrayList<>();
        file.sections("targets")
                .forEach((name, section) ->
                        new TargetReader(name, section).read().ifPresent(targets::add));
        return targets;
    }

    private Optional<People> people() {
        Optional<People.Slack> slack = file.has("slack") ? slack(file.section("slack")) : Optional.empty();
        List<String> operators = file.list("operators");
        Optional<String> provider = file.optional("github-provider");
        Map<String, People.Pipeline> pipelines = new LinkedHashMap<>();
        file.sections("pipelines")
                .forEach((name, section) -> pipeline(section).ifPresent(pipeline -> pipelines.put(name, pipeline)));
        try {
            return Optional.of(new People(slack, operators, provider, pipelines));
        } catch (StageException e) {
            mistakes.addAll(e.mistakes());
            return Optional.empty();
        }
    }

    private static Optional<People.Slack> slack(Section section) {
        String workspace = section.text("workspace");
        String channel = section.text("channel");
        return section.make(() -> new People.Slack(workspace, channel));
    }

    private static Optional<People.Pipeline> pipeline(Section section) {
        String target = section.text("target");
        String repository = section.text("repository");
        Optional<String> environment = section.optional("environment").map("environment:"::concat);
        Optional<String> branch = section.optional("branch").map("ref:refs/heads/"::concat);
        section.that(
                environment.isEmpty() || branch.isEmpty(),
                "environment: GitHub names either the branch or the environment in a token; set one of them");
        People.PullRequests pulls =
                section.flag("plan-pull-requests") ? People.PullRequests.PLAN : People.PullRequests.NOTHING;
        return section.make(() -> new People.Pipeline(
                target, repository, environment.or(() -> branch).orElse(""), pulls));
    }

    private <E extends Enum<E>> Optional<E> choice(String path, String text, Class<E> type) {
        List<String> labels = new ArrayList<>();
        for (E value : type.getEnumConstants()) {
            labels.add(value.name().toLowerCase(Locale.ROOT));
            if (value.name().toLowerCase(Locale.ROOT).equals(text)) {
                return Optional.of(value);
            }
        }
        mistakes.add(path + ": expected " + String.join(" or ", labels));
        return Optional.empty();
    }
}
