package dev.skein.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The bill of materials beside what is in the image. */
@NeedsDebianTools
class SbomIT {
    private static JsonNode bill = JsonMapper.shared().nullNode();

    @BeforeAll
    static void write() throws IOException {
        BuiltImage.get();
        Sbom.main(new String[] {Checkout.path(".").toString()});
        bill = JsonMapper.shared().readTree(Checkout.text("image/target/skein-image.cdx.json"));
    }

    @Test
    void names_each_package_with_version_and_licence() throws IOException {
        List<String> packages = Checkout.text("image/packages")
                .lines()
                .filter(line -> !line.startsWith("#") && !line.endsWith("jdk-headless"))
                .map(line -> line.replaceFirst("\\S+\\s+", ""))
                .toList();
        assertThat(names("pkg:deb/")).containsExactlyInAnyOrderElementsOf(packages);
        bill.path("components").forEach(component -> {
            assertThat(component.path("version").asString())
                    .as(component.toString())
                    .isNotEmpty();
            assertThat(component.path("licenses")).as(component.toString()).isNotEmpty();
        });
    }

    @Test
    void says_whose_postgresql_it_is() {
        JsonNode client = bill.path("components")
                .valueStream()
                .filter(component -> component.path("name").asString().equals("postgresql-client-18"))
                .findFirst()
                .orElseThrow();
        assertThat(client.path("version").asString()).startsWith("18.").doesNotContain("pgdg");
        assertThat(client.path("licenses").toString()).contains("PostgreSQL");
    }

    @Test
    void names_each_library_that_says_in_the_jar_what_it_is() throws IOException {
        Set<String> names = names("pkg:maven/");
        Set<String> unnamed = new TreeSet<>();
        Path jar = Checkout.path("worker/target/skein.jar");
        try (JarFile file = new JarFile(jar.toFile())) {
            List<ZipEntry> entries = file.stream()
                    .filter(entry -> entry.getName().matches("META-INF/maven/.*/pom\\.properties"))
                    .map(entry -> (ZipEntry) entry)
                    .toList();
            assertThat(entries).isNotEmpty();
            for (ZipEntry entry : entries) {
                Properties properties = new Properties();
                properties.load(file.getInputStream(entry));
                unnamed.add(properties.getProperty("artifactId"));
            }
        }
        unnamed.removeAll(names);
        assertThat(unnamed).containsExactly("skein-worker");
        assertThat(names).doesNotContain("netty-nio-client", "apache-client", "httpcore", "junit-jupiter");
    }

    private static Set<String> names(String kind) {
        Set<String> names = new TreeSet<>();
        bill.path("components").forEach(component -> {
            if (component.path("purl").asString().startsWith(kind)) {
                names.add(component.path("name").asString());
            }
        });
        return names;
    }
}
