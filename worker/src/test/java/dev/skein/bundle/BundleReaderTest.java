package dev.skein.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class BundleReaderTest {
    private static final int MIB = 1 << 20;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @MethodSource("dev.skein.bundle.Flaw#all")
    void refuses_each_flaw_with_its_code_and_names_the_entry(Flaw flaw) throws IOException {
        List<BundleProblem> problems = problems(flaw.archive());

        assertThat(problems).extracting(BundleProblem::code).containsExactly(flaw.code());
        assertThat(problems.get(0).entry()).isEqualTo(flaw.entry().orElse(null));
        assertThat(problems.get(0).toString())
                .startsWith(flaw.code().code())
                .contains(flaw.entry().orElse(""));
    }

    @Test
    void has_a_flaw_for_every_code_that_reading_an_archive_gives() {
        Set<ProblemCode> elsewhere = EnumSet.of(
                ProblemCode.ARCHIVE_TOO_LARGE,
                ProblemCode.KEY_MISMATCH,
                ProblemCode.UNSUPPORTED_MIGRATION,
                ProblemCode.PRISMA_ORDER);

        assertThat(Flaw.all().map(Flaw::code).collect(Collectors.toSet()))
                .isEqualTo(EnumSet.complementOf(EnumSet.copyOf(elsewhere)));
    }

    @Test
    void accepts_a_sound_bundle_and_gives_its_files() throws IOException {
        Path archive = write(Archives.sound()
                .with("migrations/orders/R__order_totals.sql", "CREATE OR REPLACE VIEW t AS SELECT 1;")
                .with("migrations/U2__add_note.sql", "ALTER TABLE orders DROP note;")
                .with("migrations/beforeMigrate.sql", "SELECT 1;")
                .with("migrations/V2__add_note.sql.conf", "executeInTransaction=false")
                .zip());

        try (Bundle bundle = accepted(BundleReader.read(archive))) {
            assertThat(bundle.id()).isEqualTo(new BundleId("orders", "1.4.0"));
            assertThat(bundle.sha256()).isEqualTo(Sha256.of(archive));
            assertThat(bundle.manifest().files())
                    .extracting(ManifestFile::kind)
                    .containsExactly(
                            FileKind.MIGRATION,
                            FileKind.MIGRATION,
                            FileKind.REPEATABLE,
                            FileKind.UNDO,
                            FileKind.CALLBACK,
                            FileKind.CONFIG);
            assertThat(text(bundle, "migrations/V2__add_note.sql")).isEqualTo("ALTER TABLE orders ADD note text;\n");
            assertThat(text(bundle, "migrations/orders/R__order_totals.sql")).startsWith("CREATE OR REPLACE VIEW");
        }
    }

    @Test
    void accepts_a_deflated_archive_with_folders_as_a_zip_tool_makes_it() throws IOException {
        byte[] zip = Archives.sound()
                .deflated()
                .entry("migrations/", 040755, new byte[0])
                .with("migrations/V3__seed.sql", "INSERT INTO orders VALUES (1);\n".repeat(1000))
                .zip();

        try (Bundle bundle = accepted(read(zip))) {
            assertThat(text(bundle, "migrations/V3__seed.sql")).hasSize(31_000);
        }
    }

    @Test
    void accepts_an_archive_that_was_streamed() throws IOException {
        ByteArrayOutputStream streamed = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(streamed);
                ZipInputStream sound = new ZipInputStream(
                        new ByteArrayInputStream(Archives.sound().zip()))) {
            for (ZipEntry entry = sound.getNextEntry(); entry != null; entry = sound.getNextEntry()) {
                zip.putNextEntry(new ZipEntry(entry.getName()));
                sound.transferTo(zip);
            }
        }

        try (Bundle bundle = accepted(read(streamed.toByteArray()))) {
            assertThat(text(bundle, "migrations/V1__create_orders.sql")).startsWith("CREATE TABLE orders");
        }
    }

    @Test
    void accepts_an_archive_with_a_comment() throws IOException {
        byte[] zip = Archives.sound().zip();
        byte[] comment = "made by hand".getBytes(StandardCharsets.UTF_8);
        byte[] commented = Archives.join(Archives.patch16(zip, Archives.end(zip) + 20, comment.length), comment);

        try (Bundle bundle = accepted(read(commented))) {
            assertThat(bundle.id().name()).isEqualTo("orders");
        }
    }

    @Test
    void strips_the_byte_order_mark_from_a_script() throws IOException {
        byte[] zip = Archives.sound()
                .with("migrations/V3__marked.sql", "\ufeffSELECT '\ufeff';")
                .zip();

        try (Bundle bundle = accepted(read(zip))) {
            assertThat(text(bundle, "migrations/V3__marked.sql")).isEqualTo("SELECT '\ufeff';");
        }
    }

    @Test
    void gives_no_file_that_the_manifest_does_not_list() throws IOException {
        try (Bundle bundle = accepted(read(Archives.sound().zip()))) {
            ManifestFile foreign = new ManifestFile("migrations/V9__x.sql", FileKind.MIGRATION, "", 0);

            assertThatThrownBy(() -> bundle.open(foreign))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("migrations/V9__x.sql");
        }
    }

    @Test
    void throws_when_there_is_no_file() {
        assertThatThrownBy(() -> BundleReader.read(folder.resolve("absent.zip")))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void reports_all_problems_of_a_bundle_together() throws IOException {
        Archives bundle = Archives.sound()
                .with("migrations/V3__empty.sql", "")
                .with("migrations/V2.0__again.sql", "SELECT 1;")
                .with("migrations/oops.sql", "SELECT 1;")
                .with("migrations/V4__x.sql.conf", "executeInTransaction=false")
                .listed("migrations/V5__absent.sql", FileKind.MIGRATION, new byte[0])
                .entry("notes.txt", "hello")
                .entry("../V6__x.sql", "SELECT 1;")
                .entry(
                        "migrations/V7__link.sql",
                        Archives.LINK,
                        "V1__create_orders.sql".getBytes(StandardCharsets.UTF_8));
        bundle.file(0).put("sha256", "f".repeat(64));

        assertThat(problems(bundle.zip()))
                .extracting(BundleProblem::code)
                .containsExactlyInAnyOrder(
                        ProblemCode.PATH_TRAVERSAL,
                        ProblemCode.SYMLINK,
                        ProblemCode.CHECKSUM_MISMATCH,
                        ProblemCode.EMPTY_MIGRATION,
                        ProblemCode.DUPLICATE_VERSION,
                        ProblemCode.BAD_MIGRATION_NAME,
                        ProblemCode.ORPHAN_CONFIG,
                        ProblemCode.MISSING_FILE,
                        ProblemCode.UNLISTED_FILE);
    }

    @Test
    void reports_no_more_problems_than_anybody_reads() throws IOException {
        Archives bundle = Archives.sound();
        for (int i = 0; i < 150; i++) {
            bundle.entry("notes" + i + ".txt", "hello");
        }

        assertThat(problems(bundle.zip())).hasSize(Limits.PROBLEMS);
    }

    @Test
    void refuses_an_archive_above_the_limit_without_reading_it() throws IOException {
        Path sparse = folder.resolve("large.zip");
        try (RandomAccessFile file = new RandomAccessFile(sparse.toFile(), "rw")) {
            file.setLength(Limits.ARCHIVE + 1);
        }

        assertThat(refused(BundleReader.read(sparse)))
                .extracting(BundleProblem::code)
                .containsExactly(ProblemCode.ARCHIVE_TOO_LARGE);
    }

    @Test
    void refuses_a_bomb_before_the_damage_at_its_end_is_reached() throws IOException {
        byte[] zip = Archives.sound()
                .with("migrations/V3__bomb.sql", new byte[64 * MIB])
                .deflated()
                .zip();
        int content = Archives.content(zip, 3);
        int packed = Archives.int32(zip, Archives.header(zip, 3) + 20);
        Arrays.fill(zip, content + packed / 2, content + packed, (byte) 0xff);

        assertThat(problems(zip)).extracting(BundleProblem::code).containsExactly(ProblemCode.ZIP_BOMB);
    }

    @Test
    void refuses_entries_that_share_their_content_to_unpack_to_more_than_is_allowed() throws IOException {
        byte[] content = new byte[60 * MIB];
        Arrays.fill(content, (byte) ' ');
        content[0] = ';';
        Archives bundle = Archives.blank().with("migrations/V1__large.sql", content);
        for (int i = 2; i <= 9; i++) {
            bundle.listed("migrations/V" + i + "__large.sql", FileKind.MIGRATION, content)
                    .entry("migrations/V" + i + "__large.sql", "");
        }
        byte[] zip = bundle.zip();
        int first = Archives.header(zip, 1);
        for (int i = 2; i <= 9; i++) {
            int header = Archives.header(zip, i);
            System.arraycopy(zip, first + 16, zip, header + 16, 12);
            System.arraycopy(zip, first + 42, zip, header + 42, 4);
        }

        assertThat(problems(zip))
                .containsExactly(new BundleProblem(
                        ProblemCode.UNPACKED_TOO_LARGE,
                        "migrations/V9__large.sql",
                        "is where the archive exceeds 536870912 unpacked bytes"));
    }

    @Test
    void refuses_a_manifest_of_very_many_values_before_they_fill_the_memory() throws IOException {
        String many =
                "{\"format\":1,\"name\":\"orders\",\"version\":\"1\",\"files\":[" + "{},".repeat(2 * MIB) + "{}]}";

        List<BundleProblem> problems = problems(Archives.sound().zip(many.getBytes(StandardCharsets.UTF_8)));

        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).code()).isEqualTo(ProblemCode.MALFORMED_MANIFEST);
        assertThat(problems.get(0).message()).contains("Token count");
    }

    @Test
    void accepts_an_upload_whose_key_says_what_the_manifest_says() throws IOException {
        Path archive = write(Archives.sound().zip());

        try (Bundle bundle = accepted(BundleReader.read(archive, key("bundles/eu/orders/1.4.0.zip")))) {
            assertThat(bundle.id()).hasToString("orders 1.4.0");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bundles/eu/orders/1.4.1.zip", "bundles/eu/payments/1.4.0.zip"})
    void refuses_an_upload_whose_key_says_something_else(String path) throws IOException {
        List<BundleProblem> problems =
                refused(BundleReader.read(write(Archives.sound().zip()), key(path)));

        assertThat(problems).extracting(BundleProblem::code).containsExactly(ProblemCode.KEY_MISMATCH);
        assertThat(problems.get(0).message()).contains("orders 1.4.0", path);
    }

    @Test
    void names_the_flaws_of_an_upload_together_with_its_wrong_key() throws IOException {
        Path archive = write(Archives.blank().zip());

        assertThat(refused(BundleReader.read(archive, key("bundles/eu/payments/1.zip"))))
                .extracting(BundleProblem::code)
                .containsExactlyInAnyOrder(ProblemCode.KEY_MISMATCH, ProblemCode.NO_MIGRATIONS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]                                                                        | it is not a JSON object",
                "null                                                                      | it is not a JSON object",
                "{\"format\":1,\"format\":1}                                               | it is not JSON",
                "{\"format\":1,\"name\":\"a\",\"version\":\"1\",\"files\":[]} trailing     | it is not JSON",
                "{\"format\":1,\"version\":\"1\",\"files\":[]}                             | name is missing",
                "{\"format\":1,\"name\":7,\"version\":\"1\",\"files\":[]}                  | name is not text",
                "{\"format\":1,\"name\":null,\"version\":\"1\",\"files\":[]}               | name is not text",
                "{\"format\":1,\"name\":\"Orders\",\"version\":\"1\",\"files\":[]}         | name has a wrong form",
                "{\"format\":1,\"name\":\"a\",\"version\":\"../1\",\"files\":[]}           | version has a wrong form",
                "{\"format\":1,\"name\":\"a\",\"version\":\"1\"}                           | files is not an array",
                "{\"format\":1,\"name\":\"a\",\"version\":\"1\",\"files\":{}}              | files is not an array",
                "{\"format\":1,\"name\":\"a\",\"version\":\"1\",\"files\":[],\"source\":7} | source is not an object",
                "{\"format\":1,\"name\":\"a\",\"version\":\"1\",\"files\":[],\"source\":{\"commit\":[]}} | source.commit is not text",
                "{\"format\":1,\"name\":\"a\",\"version\":\"1\",\"files\":[],\"placeholders\":[]}        | placeholders is not an object",
                "{\"format\":1,\"name\":\"a\",\"version\":\"1\",\"files\":[],\"placeholders\":{\"x\":1}} | placeholders.x is not text",
            })
    void refuses_a_manifest_with_a_value_of_a_wrong_type(String json, String message) throws IOException {
        List<BundleProblem> problems = problems(Archives.sound().zip(json.getBytes(StandardCharsets.UTF_8)));

        assertThat(problems).extracting(BundleProblem::code).containsExactly(ProblemCode.MALFORMED_MANIFEST);
        assertThat(problems.get(0).entry()).isEqualTo(Manifest.ENTRY);
        assertThat(problems.get(0).message()).startsWith(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "path   | 7                    | files[0].path is not text",
                "path   | null                 | files[0].path is not text",
                "kind   | 7                    | files[0].kind is not text",
                "kind   | \"script\"           | files[0].kind is no kind that this version knows: script",
                "sha256 | []                   | files[0].sha256 is not text",
                "sha256 | \"ABC\"              | files[0].sha256 has a wrong form",
                "size   | \"7\"                | files[0].size is not a size in bytes",
                "size   | -1                   | files[0].size is not a size in bytes",
                "size   | 1.5                  | files[0].size is not a size in bytes",
                "size   | 99999999999999999999 | files[0].size is not a size in bytes",
            })
    void refuses_a_listed_file_with_a_value_of_a_wrong_type(String field, String value, String message)
            throws IOException {
        Archives bundle = Archives.sound();
        bundle.file(0).set(field, new JsonMapper().readTree(value));

        List<BundleProblem> problems = problems(bundle.zip());

        assertThat(problems).extracting(BundleProblem::code).containsExactly(ProblemCode.MALFORMED_MANIFEST);
        assertThat(problems.get(0).message()).startsWith(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "null", "\"text\"", "[]", "{}"})
    void refuses_a_listed_file_that_is_none(String value) throws IOException {
        Archives bundle = Archives.sound();
        bundle.files().add(new JsonMapper().readTree(value));

        assertThat(problems(bundle.zip()))
                .hasSizeGreaterThan(1)
                .allSatisfy(problem -> assertThat(problem.code()).isEqualTo(ProblemCode.MALFORMED_MANIFEST))
                .allSatisfy(problem -> assertThat(problem.message()).startsWith("files[2]."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "0", "1.0", "\"1\"", "null", "1e99", "99999999999999999999"})
    void refuses_any_format_but_the_first(String format) throws IOException {
        String json = "{\"format\":" + format + "}";

        List<BundleProblem> problems = problems(Archives.sound().zip(json.getBytes(StandardCharsets.UTF_8)));

        assertThat(problems).extracting(BundleProblem::code).containsExactly(ProblemCode.UNKNOWN_FORMAT);
        assertThat(problems.get(0).message()).contains("this version reads format 1");
    }

    @Test
    void refuses_a_file_that_is_listed_twice_or_as_another_kind() throws IOException {
        Archives bundle = Archives.sound();
        bundle.files().add(bundle.file(0).deepCopy());
        bundle.file(1).put("kind", "repeatable");

        assertThat(problems(bundle.zip()))
                .extracting(BundleProblem::entry, BundleProblem::message)
                .containsExactlyInAnyOrder(
                        tuple("migrations/V1__create_orders.sql", "is listed more than once"),
                        tuple("migrations/V2__add_note.sql", "is listed as repeatable, its name says migration"));
    }

    private static BundleKey key(String path) {
        return BundleKey.parse(path).orElseThrow();
    }

    private Path write(byte[] archive) throws IOException {
        return Files.write(folder.resolve("bundle.zip"), archive);
    }

    private Reading read(byte[] archive) throws IOException {
        return BundleReader.read(write(archive));
    }

    private List<BundleProblem> problems(byte[] archive) throws IOException {
        return refused(read(archive));
    }

    private static Bundle accepted(Reading reading) {
        return reading.match(Reading.Accepted::bundle, refused -> {
            throw new AssertionError("refused: " + refused.problems());
        });
    }

    private static List<BundleProblem> refused(Reading reading) {
        return reading.match(
                accepted -> {
                    accepted.close();
                    throw new AssertionError("accepted");
                },
                Reading.Refused::problems);
    }

    private static String text(Bundle bundle, String path) throws IOException {
        ManifestFile file = bundle.manifest().files().stream()
                .filter(listed -> listed.path().equals(path))
                .findFirst()
                .orElseThrow();
        StringWriter text = new StringWriter();
        try (Reader reader = bundle.open(file)) {
            reader.transferTo(text);
        }
        return text.toString();
    }
}
