package dev.skein.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes the image's bill of materials: the packages of the layers, and the libraries in the jar.
 *
 * @see <a href="https://cyclonedx.org/docs/1.6/json/">CycloneDX 1.6</a>
 */
public final class Sbom {
    /** Dependencies that worker/pom.xml leaves out of the jar. */
    private static final Pattern LEFT_OUT = Pattern.compile(
            "pkg:maven/(io\\.netty/|org\\.apache\\.httpcomponents/|commons-logging/|software\\.amazon\\.awssdk/(netty-nio|apache)-client@).*");

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Sbom() {}

    /**
     * Writes {@code image/target/skein-image.cdx.json}.
     *
     * @param arguments the root of the checkout, where the jar and the layers are built
     */
    public static void main(String[] arguments) throws IOException {
        Path root = Path.of(arguments[0]);
        ObjectNode bill = of(root.resolve("image/target/layers"), root.resolve("worker/target/bom.json"));
        Files.writeString(root.resolve("image/target/skein-image.cdx.json"), JSON.writeValueAsString(bill) + "\n");
    }

    private static ObjectNode of(Path layers, Path jar) throws IOException {
        JsonNode libraries = JSON.readTree(Files.readString(jar));
        ObjectNode bill = JSON.createObjectNode();
        bill.put("bomFormat", "CycloneDX").put("specVersion", "1.6").put("version", 1);
        bill.putObject("metadata")
                .putObject("component")
                .put("type", "container")
                .put("name", "skein")
                .put("version", libraries.at("/metadata/component/version").asString());
        ArrayNode components = bill.putArray("components");
        for (Path layer : sorted(layers)) {
            DebianPackage.of(layer).forEach(component -> components.add(component.json()));
        }
        libraries.path("components").forEach(library -> {
            if (!LEFT_OUT.matcher(library.path("purl").asString()).matches()) {
                components.add(library);
            }
        });
        return bill;
    }

    private static List<Path> sorted(Path folder) throws IOException {
        try (Stream<Path> layers = Files.list(folder)) {
            return layers.sorted().toList();
        }
    }
}
