package dev.skein.cli;

import dev.skein.bundle.Bundle;
import dev.skein.bundle.BundleProblem;
import dev.skein.bundle.FileKind;
import dev.skein.bundle.Manifest;
import dev.skein.bundle.Printable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What {@code bundle} and {@code check} say of a bundle. */
final class BundleReport {
    private static final String SCHEMA = "skein.check/1";

    private BundleReport() {}

    /** One line such as {@code orders 1.4.0: 3 migrations, 1 repeatable, sha256 5f2a…}. */
    static String line(Bundle bundle) {
        Manifest manifest = bundle.manifest();
        String kinds = Arrays.stream(FileKind.values())
                .filter(kind -> count(manifest, kind) > 0)
                .map(kind -> count(manifest, kind) + " " + kind.label() + (count(manifest, kind) == 1 ? "" : "s"))
                .collect(Collectors.joining(", "));
        return bundle.id() + ": " + kinds + ", sha256 " + bundle.sha256();
    }

    static ObjectNode accepted(Bundle bundle, List<String> leftOut) {
        ObjectNode document = Console.document(SCHEMA)
                .put("status", "OK")
                .put("name", bundle.id().name())
                .put("version", bundle.id().version())
                .put("sha256", bundle.sha256())
                .put("layout", bundle.manifest().source().layout());
        ObjectNode files = document.putObject("files");
        for (FileKind kind : FileKind.values()) {
            files.put(kind.label(), count(bundle.manifest(), kind));
        }
        leftOut.forEach(document.putArray("leftOut")::add);
        return document;
    }

    static ObjectNode refused(List<BundleProblem> problems) {
        ObjectNode document = Console.document(SCHEMA).put("status", "REJECTED");
        ArrayNode all = document.putArray("problems");
        problems.forEach(problem -> Console.add(all, problem));
        return document;
    }

    /** Prints why a bundle is refused. */
    static int refuse(Console console, List<BundleProblem> problems, boolean json) {
        if (json) {
            console.json(refused(problems));
        } else {
            console.print("REJECTED  " + problems.size() + (problems.size() == 1 ? " problem:" : " problems:"));
            problems.forEach(problem -> console.print("  " + problem));
        }
        return ExitCode.REJECTED;
    }

    static void leftOut(Console console, List<String> leftOut) {
        leftOut.forEach(path -> console.note("left out: " + Printable.of(path)));
    }

    private static long count(Manifest manifest, FileKind kind) {
        return manifest.files().stream().filter(file -> file.kind() == kind).count();
    }
}
