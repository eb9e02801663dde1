package dev.skein.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ManifestReaderTest {
    private static final Manifest.Source SOURCE = new Manifest.Source("", "", "flyway");

    private final Problems problems = new Problems();

    @Test
    void reads_a_manifest_of_as_many_files_as_a_bundle_holds() {
        List<ManifestFile> files = IntStream.range(1, Limits.ENTRIES)
                .mapToObj(i -> new ManifestFile("migrations/V" + i + "__x.sql", FileKind.MIGRATION, "0".repeat(64), i))
                .toList();
        Manifest manifest = new Manifest(new BundleId("orders", "1"), SOURCE, Map.of("owner", "app"), files);

        assertThat(new ManifestReader(problems).read(ManifestWriter.write(manifest)))
                .contains(manifest);
        assertThat(problems.isEmpty()).isTrue();
    }

    @Test
    void knows_no_source_and_no_placeholders_where_the_manifest_has_none() {
        Optional<Manifest> manifest = read("{\"format\":1,\"name\":\"orders\",\"version\":\"1\",\"files\":[]}");

        assertThat(manifest)
                .contains(new Manifest(
                        new BundleId("orders", "1"), new Manifest.Source("", "", ""), Map.of(), List.of()));
    }

    @Test
    void passes_over_fields_that_it_does_not_know() {
        assertThat(read("{\"format\":1,\"name\":\"orders\",\"version\":\"1\",\"files\":[],\"later\":{\"a\":[1]}}"))
                .isPresent();
    }

    @Test
    void refuses_values_that_are_nested_very_deep() {
        assertThat(read("{\"format\":1,\"later\":" + "[".repeat(100_000))).isEmpty();
        assertThat(problems.list()).extracting(BundleProblem::code).containsExactly(ProblemCode.MALFORMED_MANIFEST);
    }

    @Test
    void reports_all_problems_of_a_manifest_together() {
        read("{\"format\":1,\"name\":7,\"source\":[],\"placeholders\":{\"x\":{}},\"files\":[{\"path\":\"a\"}]}");

        assertThat(problems.list())
                .extracting(BundleProblem::message)
                .containsExactly(
                        "name is not text",
                        "version is missing",
                        "source is not an object",
                        "placeholders.x is not text",
                        "files[0].kind is missing",
                        "files[0].sha256 is missing",
                        "files[0].size is not a size in bytes");
    }

    private Optional<Manifest> read(String json) {
        return new ManifestReader(problems).read(json.getBytes(StandardCharsets.UTF_8));
    }
}
