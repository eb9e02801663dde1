package dev.skein.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The image as {@code image/tar} writes it, unpacked by its manifest as a container's runtime does. Built once for all tests.
 *
 * @param folder all layers, one over the other
 * @param config of the image
 */
record BuiltImage(Path folder, JsonNode config) {
    private static final Path TAR = Checkout.path("image/target/skein-image.tar");

    static BuiltImage get() {
        return Holder.IMAGE;
    }

    private static final class Holder {
        private static final BuiltImage IMAGE = build();
    }

    /** PostgreSQL's own archive is not asked in tests: Debian's packages hold the same programs. */
    private static BuiltImage build() {
        Map<String, String> variables =
                Map.of("IMAGE_POSTGRESQL", "debian", "JAVA_HOME", System.getProperty("java.home"));
        for (String script : List.of("image/layers", "image/tar")) {
            Finished.of(variables, List.of(Checkout.path(script).toString())).orThrow();
        }
        try {
            return unpack(Checkout.path("image/target/unpacked"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BuiltImage unpack(Path into) throws IOException {
        Path layout = into.resolve("layout");
        Path folder = into.resolve("root");
        Finished.of("rm", "-rf", into.toString()).orThrow();
        Files.createDirectories(layout);
        Files.createDirectories(folder);
        Finished.of("tar", "-xf", TAR.toString(), "-C", layout.toString()).orThrow();
        JsonNode image = read(layout.resolve("manifest.json")).get(0);
        for (JsonNode layer : image.path("Layers")) {
            String blob = layout.resolve(layer.asString()).toString();
            Finished.of("tar", "-xpf", blob, "-C", folder.toString()).orThrow();
        }
        return new BuiltImage(folder, read(layout.resolve(image.path("Config").asString())));
    }

    /** What starts a program in the image: by its user, with its variables and some more. */
    List<String> command(Map<String, String> more, List<String> program) {
        List<String> command = new ArrayList<>();
        command.add(Checkout.path("image/run").toString());
        command.add(folder.toString());
        command.add(config.at("/config/User").asString());
        config.at("/config/Env").forEach(variable -> command.add(variable.asString()));
        more.forEach((name, value) -> command.add(name + "=" + value));
        command.addAll(program);
        return command;
    }

    /** Runs a program of the image to its end. */
    Finished run(String... program) {
        return Finished.of(Map.of(), command(Map.of(), List.of(program)));
    }

    /** The entry point with arguments, as {@code docker run IMAGE …} has it. */
    List<String> entryPoint(List<String> arguments) {
        List<String> program = new ArrayList<>();
        config.at("/config/Entrypoint").forEach(word -> program.add(word.asString()));
        program.addAll(arguments);
        return program;
    }

    /** The arguments where none are given. */
    List<String> defaultArguments() {
        List<String> arguments = new ArrayList<>();
        config.at("/config/Cmd").forEach(word -> arguments.add(word.asString()));
        return arguments;
    }

    private static JsonNode read(Path json) throws IOException {
        return JsonMapper.shared().readTree(Files.readString(json));
    }
}
