package dev.skein.infra;

import dev.skein.infra.stage.StageReader;
import dev.skein.infra.stage.StageSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The stacks of one stage, made once for all tests, with the flags of cdk.json, which only the command line reads by itself.
 *
 * @param stacks their templates, by their names
 * @param findings errors and warnings of cdk-nag and the library
 */
record Synthesis(StageSettings stage, Map<String, JsonNode> stacks, List<String> findings) {
    private static final Map<String, Synthesis> MADE = new ConcurrentHashMap<>();

    /** Of a file that people copy. */
    static Synthesis ofExample() {
        return committed("example");
    }

    /** Of the file that is deployed to try things. */
    static Synthesis ofTrial() {
        return committed("trial");
    }

    /** Of the tests' own file, which has all that a stage can have but a network and a database of its own. */
    static Synthesis ofEverything() {
        return tests("full");
    }

    /** Of targets that share a server, and of one far away. */
    static Synthesis ofNeighbours() {
        return tests("neighbours");
    }

    private static Synthesis tests(String name) {
        return MADE.computeIfAbsent(name, stage -> make(Path.of("src/test/resources/stages"), stage));
    }

    private static Synthesis committed(String name) {
        return MADE.computeIfAbsent(name, stage -> make(Path.of("stages"), stage));
    }

    /** The stack that holds the workers. */
    JsonNode main() {
        return Objects.requireNonNull(stacks.get(stage.place().cluster()));
    }

    /** The resources of a type, in all stacks, by their names. */
    Map<String, JsonNode> resources(String type) {
        Map<String, JsonNode> found = new HashMap<>();
        stacks.values()
                .forEach(template -> template.path("Resources").properties().stream()
                        .filter(resource ->
                                resource.getValue().path("Type").asString("").equals(type))
                        .forEach(resource -> found.put(resource.getKey(), resource.getValue())));
        return found;
    }

    /** The properties of the only one of its type. */
    JsonNode only(String type) {
        return resources(type).values().stream()
                .reduce((one, other) -> {
                    throw new IllegalStateException("more than one " + type);
                })
                .orElseThrow()
                .path("Properties");
    }

    /** The flags that cdk.json sets. */
    static Map<String, Object> flags() {
        Map<String, Object> flags = new HashMap<>();
        read(Path.of("cdk.json"))
                .path("context")
                .properties()
                .forEach(flag -> flags.put(
                        flag.getKey(),
                        flag.getValue().isBoolean()
                                ? flag.getValue().asBoolean()
                                : flag.getValue().asString()));
        return flags;
    }

    private static Synthesis make(Path folder, String name) {
        App app = App.Builder.create().context(flags()).build();
        StageSettings stage = StageReader.read(folder, name);
        SkeinApp.add(app, stage);
        // Fails where a template breaks one of the library's own rules.
        Path assembly = Path.of(app.synth().getDirectory());
        Map<String, JsonNode> stacks = new HashMap<>();
        app.getNode().getChildren().stream()
                .filter(Stack.class::isInstance)
                .map(Stack.class::cast)
                // Fails where resources wait for each other.
                .forEach(stack -> stacks.put(
                        stack.getStackName(),
                        JsonMapper.shared()
                                .valueToTree(Template.fromStack(stack).toJSON())));
        return new Synthesis(stage, stacks, findings(assembly));
    }

    private static List<String> findings(Path assembly) {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(assembly)) {
            files.filter(file -> file.toString().endsWith(".json"))
                    .filter(file -> !file.toString().endsWith(".template.json"))
                    .forEach(file -> found.addAll(messages(read(file))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static List<String> messages(JsonNode file) {
        return file.findParents("type").stream()
                .filter(entry -> entry.path("type").asString("").matches("aws:cdk:(error|warning)"))
                .map(entry -> entry.path("data").asString(""))
                .toList();
    }

    private static JsonNode read(Path file) {
        try {
            return JsonMapper.shared().readTree(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
