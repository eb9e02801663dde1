package dev.skein.bundle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads {@code bundle.json} and notes everything that is wrong with it. */
final class ManifestReader {
    /** A file takes 10 tokens; as many again and more are left for placeholders. */
    private static final long TOKENS = 25L * Limits.ENTRIES;

    // Without the bound, 8 MiB of empty objects would become hundreds of MiB of nodes.
    private static final JsonMapper STRICT = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxTokenCount(TOKENS)
                            .maxNestingDepth(16)
                            .build())
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Predicate<String> SHA256 =
            Pattern.compile("[0-9a-f]{64}").asMatchPredicate();
    private static final Predicate<String> NAME = BundleId.NAME.asMatchPredicate();
    private static final Predicate<String> VERSION = BundleId.VERSION.asMatchPredicate();
    private static final Predicate<String> PATH =
            Pattern.compile("(?s).{1,500}+").asMatchPredicate();
    private static final Predicate<String> ANY = Pattern.compile("(?s).*").asMatchPredicate();

    private final Problems problems;

    ManifestReader(Problems problems) {
        this.problems = problems;
    }

    /** Returns the manifest, or nothing when a problem was noted. */
    Optional<Manifest> read(byte[] json) {
        int before = problems.count();
        JsonNode root;
        try {
            root = STRICT.readTree(json);
        } catch (JacksonException e) {
            malformed("", "is not JSON: " + e.getOriginalMessage());
            return Optional.empty();
        }
        if (!root.isObject()) {
            malformed("", "is not a JSON object");
            return Optional.empty();
        }
        JsonNode format = root.path("format");
        if (!format.isInt() || format.intValue() != Manifest.FORMAT) {
            problems.add(
                    ProblemCode.UNKNOWN_FORMAT,
                    Manifest.ENTRY,
                    "has format " + (format.isMissingNode() ? "(none)" : format) + "; this version reads format 1");
            return Optional.empty();
        }
        String name = text(root, "name", NAME, BundleId.NAME.pattern());
        String version = text(root, "version", VERSION, BundleId.VERSION.pattern());
        Manifest.Source source = source(root.path("source"));
        Map<String, String> placeholders = placeholders(root.path("placeholders"));
        List<ManifestFile> files = files(root.path("files"));
        return problems.count() > before
                ? Optional.empty()
                : Optional.of(new Manifest(new BundleId(name, version), source, placeholders, files));
    }

    private Manifest.Source source(JsonNode source) {
        if (source.isMissingNode()) {
            return new Manifest.Source("", "", "");
        }
        if (!source.isObject()) {
            malformed("source", "is not an object");
        }
        return new Manifest.Source(
                optionalText(source, "repository"), optionalText(source, "commit"), optionalText(source, "layout"));
    }

    private String optionalText(JsonNode source, String field) {
        JsonNode value = source.path(field);
        if (!value.isMissingNode() && !value.isString()) {
            malformed("source." + field, "is not text");
        }
        return value.asString("");
    }

    private Map<String, String> placeholders(JsonNode placeholders) {
        Map<String, String> values = new LinkedHashMap<>();
        if (!placeholders.isMissingNode() && !placeholders.isObject()) {
            malformed("placeholders", "is not an object");
        }
        placeholders.properties().forEach(property -> {
            if (property.getValue().isString()) {
                values.put(property.getKey(), property.getValue().stringValue());
            } else {
                malformed("placeholders." + property.getKey(), "is not text");
            }
        });
        return values;
    }

    private List<ManifestFile> files(JsonNode files) {
        if (!files.isArray()) {
            malformed("files", "is not an array");
            return List.of();
        }
        List<ManifestFile> read = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            file(files.get(i), "files[" + i + "]").ifPresent(read::add);
        }
        return read;
    }

    private Optional<ManifestFile> file(JsonNode file, String where) {
        int before = problems.count();
        String path = text(file, where, "path", PATH, "at most 500 characters");
        String label = text(file, where, "kind", ANY, "");
        String sha256 = text(file, where, "sha256", SHA256, "64 lower-case hexadecimal digits");
        JsonNode size = file.path("size");
        if (!size.isIntegralNumber() || !size.canConvertToLong() || size.longValue() < 0) {
            malformed(where + ".size", "is not a size in bytes");
        }
        Optional<FileKind> kind = FileKind.of(label);
        if (kind.isEmpty() && problems.count() == before) {
            malformed(where + ".kind", "is no kind that this version knows: " + label);
        }
        return problems.count() > before
                ? Optional.empty()
                : kind.map(known -> new ManifestFile(path, known, sha256, size.longValue()));
    }

    private String text(JsonNode root, String field, Predicate<String> form, String expected) {
        return text(root, "", field, form, expected);
    }

    private String text(JsonNode parent, String where, String field, Predicate<String> form, String expected) {
        JsonNode value = parent.path(field);
        String pointer = where.isEmpty() ? field : where + "." + field;
        if (!value.isString()) {
            malformed(pointer, value.isMissingNode() ? "is missing" : "is not text");
            return "";
        }
        if (!form.test(value.stringValue())) {
            malformed(pointer, "has a wrong form (" + expected + "): " + value.stringValue());
        }
        return value.stringValue();
    }

    private void malformed(String pointer, String what) {
        String field = pointer.isEmpty() ? "it" : pointer;
        problems.add(ProblemCode.MALFORMED_MANIFEST, Manifest.ENTRY, field + " " + what);
    }
}
