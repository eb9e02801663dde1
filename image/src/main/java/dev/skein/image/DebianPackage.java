package dev.skein.image;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads what the layers' packages say of themselves. */
final class DebianPackage {
    private static final String STATUS = "var/lib/dpkg/status.d";
    private static final Pattern LICENSE = Pattern.compile("^License:\\s*(\\S.*)$", Pattern.MULTILINE);

    private DebianPackage() {}

    /**
     * All packages of a layer, by name.
     *
     * @param layer its folder
     */
    static List<Component> of(Path layer) throws IOException {
        Path status = layer.resolve(STATUS);
        List<Component> components = new ArrayList<>();
        if (Files.isDirectory(status)) {
            try (Stream<Path> files = Files.list(status)) {
                for (Path file : files.sorted().toList()) {
                    components.add(read(Files.readString(file), layer));
                }
            }
        }
        return components;
    }

    private static Component read(String control, Path layer) throws IOException {
        String name = field(control, "Package");
        String version = field(control, "Version");
        String purl = "pkg:deb/debian/" + encoded(name) + "@" + encoded(version) + "?arch="
                + field(control, "Architecture") + "&distro=trixie";
        return new Component(name, version, purl, field(control, "Maintainer"), licenses(name, layer));
    }

    private static String field(String control, String name) {
        return control.lines()
                .filter(line -> line.startsWith(name + ": "))
                .map(line -> line.substring(name.length() + 2))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a package without " + name + ": " + control));
    }

    /** From a machine-readable copyright file; older ones are prose, and named. */
    private static List<String> licenses(String name, Path layer) throws IOException {
        Path copyright = layer.resolve("usr/share/doc").resolve(name).resolve("copyright");
        String text = Files.exists(copyright) ? Files.readString(copyright) : "";
        List<String> found = LICENSE.matcher(text)
                .results()
                .map(license -> license.group(1).strip())
                .distinct()
                .sorted()
                .toList();
        return found.isEmpty() ? List.of("see /usr/share/doc/" + name + "/copyright") : found;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
