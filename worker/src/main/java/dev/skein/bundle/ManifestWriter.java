package dev.skein.bundle;

import java.util.TreeMap;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes {@code bundle.json}: the same manifest makes the same bytes on every platform. */
final class ManifestWriter {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .defaultPrettyPrinter(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")))
            .build();

    private ManifestWriter() {}

    static byte[] write(Manifest manifest) {
        ObjectNode root = JSON.createObjectNode();
        root.put("format", Manifest.FORMAT);
        root.put("name", manifest.bundle().name());
        root.put("version", manifest.bundle().version());
        root.putObject("source")
                .put("repository", manifest.source().repository())
                .put("commit", manifest.source().commit())
                .put("layout", manifest.source().layout());
        ObjectNode placeholders = root.putObject("placeholders");
        new TreeMap<>(manifest.placeholders()).forEach(placeholders::put);
        var files = root.putArray("files");
        manifest.files()
                .forEach(file -> files.addObject()
                        .put("path", file.path())
                        .put("kind", file.kind().label())
                        .put("sha256", file.sha256())
                        .put("size", file.size()));
        return JSON.writeValueAsBytes(root);
    }
}
