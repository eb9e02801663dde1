package dev.skein.cli;

import dev.skein.bundle.BundleId;
import dev.skein.bundle.Manifest;
import dev.skein.bundle.SourceFolder;
import dev.skein.bundle.SourceLayout;
import dev.skein.bundle.SourceListing;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how a folder becomes a bundle. */
final class BundleOptions {
    @Option(names = "--name", paramLabel = "NAME", description = "The bundle's name. Default: the folder's.")
    private @Nullable String name;

    @Option(
            names = "--version",
            paramLabel = "VERSION",
            description = "The bundle's version. Default: the highest migration and a digest of the content.")
    private @Nullable String version;

    @Option(
            names = "--from",
            paramLabel = "LAYOUT",
            description = "The folder's layout, flyway or prisma. Default: told by what lies in it.")
    private @Nullable String from;

    @Option(names = "--source-repository", paramLabel = "URL", description = "Kept in the manifest.", defaultValue = "")
    private String repository = "";

    @Option(names = "--source-commit", paramLabel = "ID", description = "Kept in the manifest.", defaultValue = "")
    private String commit = "";

    @Option(
            names = "--placeholder",
            paramLabel = "NAME=VALUE",
            description = "Replace $${NAME} in the scripts. Without any it is plain SQL.")
    private Map<String, String> placeholders = new TreeMap<>();

    SourceLayout layout(SourceFolder folder) throws IOException {
        if (from == null) {
            return folder.layout();
        }
        return Arrays.stream(SourceLayout.values())
                .filter(layout -> layout.label().equals(from.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new UsageException("--from: expected flyway or prisma, not " + from));
    }

    Manifest manifest(SourceFolder folder, SourceLayout layout, SourceListing listing) {
        String bundle = name != null
                ? form("--name", name, BundleId.NAME)
                : folder.defaultName()
                        .orElseThrow(() -> new UsageException("the folder's name is no bundle's; give one by --name"));
        String number = version != null ? form("--version", version, BundleId.VERSION) : listing.defaultVersion();
        return new Manifest(
                new BundleId(bundle, number),
                new Manifest.Source(repository, commit, layout.label()),
                placeholders,
                listing.entries());
    }

    private static String form(String option, String value, Pattern form) {
        if (!form.matcher(value).matches()) {
            throw new UsageException(option + ": expected the form " + form.pattern());
        }
        return value;
    }
}
