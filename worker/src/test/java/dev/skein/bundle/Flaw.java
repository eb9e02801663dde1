package dev.skein.bundle;

import static dev.skein.bundle.ProblemCode.*;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** An archive with one thing wrong. */
final class Flaw {
    private static final byte[] SQL = "SELECT 1;\n".getBytes(StandardCharsets.UTF_8);
    private static final String V1 = "migrations/V1__create_orders.sql";
    private static final int MIB = 1 << 20;

    private final String name;
    private final ProblemCode code;
    private final Optional<String> entry;
    private final byte[] archive;

    private Flaw(String name, ProblemCode code, Optional<String> entry, byte[] archive) {
        this.name = name;
        this.code = code;
        this.entry = entry;
        this.archive = archive;
    }

    ProblemCode code() {
        return code;
    }

    /** What the problem names; empty when it is about the whole archive. */
    Optional<String> entry() {
        return entry;
    }

    byte[] archive() {
        return archive;
    }

    @Override
    public String toString() {
        return name;
    }

    /** All of them; each is an archive of its own making. */
    static Stream<Flaw> all() {
        return Stream.of(outerForms(), entryForms(), paths(), twins(), manifests(), contents(), scripts())
                .flatMap(List::stream);
    }

    private static List<Flaw> outerForms() {
        byte[] zip = Archives.sound().zip();
        int end = Archives.end(zip);
        byte[] last = Archives.sound().zip();
        return List.of(
                whole("no bytes", NOT_A_ZIP, new byte[0]),
                whole("text", NOT_A_ZIP, "CREATE TABLE orders ();".getBytes(StandardCharsets.UTF_8)),
                whole("cut in the middle", TRUNCATED_ZIP, Arrays.copyOf(zip, zip.length / 2)),
                whole("cut by a byte", TRUNCATED_ZIP, Arrays.copyOf(zip, zip.length - 1)),
                whole("bytes after its end", TRUNCATED_ZIP, Arrays.copyOf(zip, zip.length + 7)),
                whole("Zip64 by its count", UNSUPPORTED_ZIP, count(zip, 0xffff)),
                whole("Zip64 by its offset", UNSUPPORTED_ZIP, Archives.patch32(zip, end + 16, -1)),
                whole("Zip64 by a locator", UNSUPPORTED_ZIP, withLocator(zip)),
                whole("second disk", UNSUPPORTED_ZIP, Archives.patch16(zip, end + 4, 1)),
                whole("entries on other disks", UNSUPPORTED_ZIP, Archives.patch16(zip, end + 10, 9)),
                whole("more entries than allowed", TOO_MANY_ENTRIES, count(zip, Limits.ENTRIES + 1)),
                whole("directory elsewhere", CORRUPT_ZIP, Archives.patch32(zip, end + 16, 7)),
                whole("directory too short", CORRUPT_ZIP, Archives.patch32(zip, end + 12, 7)),
                whole("more entries than it says", CORRUPT_ZIP, count(zip, 2)),
                whole("fewer entries than it says", CORRUPT_ZIP, count(zip, 4)),
                whole("directory cut", CORRUPT_ZIP, Archives.withMoreDirectory(zip, new byte[] {0x50, 0x4b, 1})),
                whole("second directory", TRUNCATED_ZIP, withSecondEnd(zip)),
                whole(
                        "header far outside",
                        CORRUPT_ZIP,
                        Archives.patch32(last, Archives.header(last, 2) + 42, 0x7fffffff)));
    }

    private static List<Flaw> entryForms() {
        byte[] zip = Archives.sound().zip();
        byte[] deflated = Archives.sound()
                .with("migrations/V3__seed.sql", "x".repeat(5000))
                .deflated()
                .zip();
        byte[] bomb = Archives.sound()
                .with("migrations/V3__seed.sql", new byte[20 * MIB])
                .deflated()
                .zip();
        return List.of(
                of("encrypted", ENCRYPTED_ENTRY, V1, Archives.patch16(zip, Archives.header(zip, 1) + 8, 0x801)),
                of(
                        "encrypted manifest",
                        ENCRYPTED_ENTRY,
                        Manifest.ENTRY,
                        Archives.patch16(zip, Archives.header(zip, 0) + 8, 0x801)),
                of("packed by bzip2", UNSUPPORTED_ZIP, V1, Archives.patch16(zip, Archives.header(zip, 1) + 10, 12)),
                of(
                        "damaged content",
                        CORRUPT_ZIP,
                        "migrations/V3__seed.sql",
                        Archives.patch32(deflated, Archives.content(deflated, 3), -1)),
                of("bomb", ZIP_BOMB, "migrations/V3__seed.sql", bomb),
                of(
                        "manifest above its limit",
                        UNPACKED_TOO_LARGE,
                        Manifest.ENTRY,
                        Archives.sound()
                                .zip(" ".repeat((int) Limits.MANIFEST + 1).getBytes(StandardCharsets.UTF_8))),
                of(
                        "symbolic link",
                        SYMLINK,
                        "migrations/V3__seed.sql",
                        Archives.sound()
                                .entry(
                                        "migrations/V3__seed.sql",
                                        Archives.LINK,
                                        "/etc/passwd".getBytes(StandardCharsets.UTF_8))
                                .zip()));
    }

    private static List<Flaw> paths() {
        byte[] latin =
                Archives.sound().entry("migrations/V3__q.sql", "SELECT 1;").zip();
        for (int i = 0; i < latin.length; i++) {
            latin[i] = latin[i] == 'q' && latin[i - 1] == '_' ? (byte) 0xe4 : latin[i];
        }
        return Stream.concat(
                        Stream.of(
                                path("..", PATH_TRAVERSAL),
                                path("../V3__x.sql", PATH_TRAVERSAL),
                                path("migrations/../../V3__x.sql", PATH_TRAVERSAL),
                                path("migrations/./V3__x.sql", PATH_TRAVERSAL),
                                path("..\\V3__x.sql", PATH_TRAVERSAL),
                                path("migrations\\..\\..\\V3__x.sql", PATH_TRAVERSAL),
                                path("migrations/..\\V3__x.sql", PATH_TRAVERSAL),
                                path("../", PATH_TRAVERSAL),
                                path("/etc/V3__x.sql", ABSOLUTE_PATH),
                                path("\\V3__x.sql", ABSOLUTE_PATH),
                                path("\\\\server\\share\\V3__x.sql", ABSOLUTE_PATH),
                                path("C:\\V3__x.sql", ABSOLUTE_PATH),
                                path("c:/V3__x.sql", ABSOLUTE_PATH),
                                path("c:V3__x.sql", ABSOLUTE_PATH),
                                path("", BAD_ENTRY_NAME),
                                path("migrations\\V3__x.sql", BAD_ENTRY_NAME),
                                path("migrations//V3__x.sql", BAD_ENTRY_NAME),
                                path("migrations/V3__\u001b[31mred.sql", BAD_ENTRY_NAME),
                                path("migrations/V3__\nx.sql", BAD_ENTRY_NAME),
                                path("migrations/V3__\u202elqs.sql", BAD_ENTRY_NAME),
                                path("migrations/V3__" + "x".repeat(500) + ".sql", BAD_ENTRY_NAME)),
                        Stream.of(
                                of("name in Latin-1", BAD_ENTRY_NAME, "migrations/V3__?.sql", latin),
                                of("path ..\\V3__x.sql from DOS", PATH_TRAVERSAL, "../V3__x.sql", dos("..\\V3__x.sql")),
                                of("path C:\\V3__x.sql from DOS", ABSOLUTE_PATH, "C:/V3__x.sql", dos("C:\\V3__x.sql"))))
                .toList();
    }

    private static List<Flaw> twins() {
        return List.of(
                of(
                        "same name",
                        DUPLICATE_ENTRY,
                        V1,
                        Archives.sound().entry(V1, "SELECT 1;").zip()),
                of(
                        "second manifest",
                        DUPLICATE_ENTRY,
                        Manifest.ENTRY,
                        Archives.sound().entry(Manifest.ENTRY, "{}").zip()),
                of(
                        "same name in capitals",
                        CASE_CLASH,
                        "migrations/R__VIEW.sql",
                        Archives.sound()
                                .with("migrations/R__view.sql", SQL)
                                .with("migrations/R__VIEW.sql", SQL)
                                .zip()),
                of(
                        "same name with accents composed otherwise",
                        CASE_CLASH,
                        "migrations/R__cafe\u0301.sql",
                        Archives.sound()
                                .with("migrations/R__caf\u00e9.sql", SQL)
                                .with("migrations/R__cafe\u0301.sql", SQL)
                                .zip()));
    }

    private static List<Flaw> manifests() {
        return List.of(
                whole("no manifest", MISSING_MANIFEST, Archives.sound().withoutManifest()),
                whole(
                        "manifest in a folder",
                        MISSING_MANIFEST,
                        Archives.blank().entry("orders/bundle.json", "{}").withoutManifest()),
                of(
                        "manifest that is no JSON",
                        MALFORMED_MANIFEST,
                        Manifest.ENTRY,
                        Archives.sound().zip(SQL)),
                of(
                        "later format",
                        UNKNOWN_FORMAT,
                        Manifest.ENTRY,
                        Archives.sound().manifest(json -> json.put("format", 2)).zip()));
    }

    private static List<Flaw> contents() {
        Archives size = Archives.sound();
        size.file(0).put("size", 1);
        Archives checksum = Archives.sound();
        checksum.file(0).put("sha256", "0".repeat(64));
        return List.of(
                of(
                        "unlisted",
                        UNLISTED_FILE,
                        "README.md",
                        Archives.sound().entry("README.md", "hi").zip()),
                of(
                        "missing",
                        MISSING_FILE,
                        "migrations/V3__x.sql",
                        Archives.sound()
                                .listed("migrations/V3__x.sql", FileKind.MIGRATION, SQL)
                                .zip()),
                of("other size", SIZE_MISMATCH, V1, size.zip()),
                of("other checksum", CHECKSUM_MISMATCH, V1, checksum.zip()),
                of(
                        "not UTF-8",
                        NOT_UTF8,
                        "migrations/V3__x.sql",
                        Archives.sound()
                                .with("migrations/V3__x.sql", "SELECT 'ä';".getBytes(StandardCharsets.ISO_8859_1))
                                .zip()),
                of("empty", EMPTY_MIGRATION, "migrations/V3__x.sql", third("")),
                of("white space", EMPTY_MIGRATION, "migrations/V3__x.sql", third("\ufeff \r\n\t")));
    }

    private static List<Flaw> scripts() {
        return List.of(
                script("bad name", BAD_MIGRATION_NAME, "migrations/V3_x.sql"),
                script("other folder", BAD_MIGRATION_NAME, "sql/V3__x.sql"),
                script("no script", BAD_MIGRATION_NAME, "migrations/notes.txt"),
                script("version too long", BAD_MIGRATION_NAME, "migrations/V" + "1".repeat(51) + "__x.sql"),
                script("1.0 beside 1", DUPLICATE_VERSION, "migrations/V1.0__x.sql"),
                script("01 beside 1", DUPLICATE_VERSION, "migrations/V01__x.sql"),
                script("2_0 beside 2", DUPLICATE_VERSION, "migrations/later/V2_0__x.sql"),
                of(
                        "same description",
                        DUPLICATE_VERSION,
                        "migrations/R__a b.sql",
                        Archives.sound()
                                .with("migrations/R__a_b.sql", SQL)
                                .with("migrations/R__a b.sql", SQL)
                                .zip()),
                of(
                        "same callback",
                        DUPLICATE_VERSION,
                        "migrations/b/afterMigrate.sql",
                        Archives.sound()
                                .with("migrations/a/afterMigrate.sql", SQL)
                                .with("migrations/b/afterMigrate.sql", SQL)
                                .zip()),
                script("migration among the assertions", MISNAMED_ASSERTION, "assertions/V3__x.sql"),
                script("callback among the assertions", MISNAMED_ASSERTION, "assertions/afterMigrate.sql"),
                script("no assertion", MISNAMED_ASSERTION, "assertions/notes.txt"),
                script("settings of nothing", ORPHAN_CONFIG, "migrations/V3__x.sql.conf"),
                whole("nothing listed", NO_MIGRATIONS, Archives.blank().zip()),
                whole(
                        "nothing but a callback",
                        NO_MIGRATIONS,
                        Archives.blank()
                                .with("migrations/afterMigrate.sql", SQL)
                                .zip()));
    }

    /** The end record's comment ends with an end record of its own, which zip readers would find first. */
    private static byte[] withSecondEnd(byte[] zip) {
        byte[] other = Archives.blank().entry("evil.sql", "DROP TABLE orders;").withoutManifest();
        byte[] commented = Archives.patch16(zip, Archives.end(zip) + 20, other.length + 1);
        return Archives.join(commented, other, new byte[1]);
    }

    /** The last entry's comment is a Zip64 locator. */
    private static byte[] withLocator(byte[] zip) {
        byte[] locator = Archives.patch32(new byte[20], 0, 0x07064b50);
        byte[] commented = Archives.patch16(zip, Archives.header(zip, 2) + 32, locator.length);
        return Archives.withMoreDirectory(commented, locator);
    }

    private static byte[] count(byte[] zip, int entries) {
        int end = Archives.end(zip);
        return Archives.patch16(Archives.patch16(zip, end + 8, entries), end + 10, entries);
    }

    private static byte[] third(String text) {
        return Archives.sound().with("migrations/V3__x.sql", text).zip();
    }

    private static Flaw script(String name, ProblemCode code, String path) {
        return of(name, code, path, Archives.sound().with(path, SQL).zip());
    }

    /** As a tool writes it that says to be of DOS. */
    private static byte[] dos(String name) {
        byte[] zip = Archives.sound().entry(name, "SELECT 1;").zip();
        int header = Archives.header(zip, 3);
        return Archives.patch16(zip, header + 4, 20);
    }

    private static Flaw path(String name, ProblemCode code) {
        return of(
                "path " + Printable.of(name),
                code,
                Printable.of(name),
                Archives.sound()
                        .entry(name, name.endsWith("/") ? "" : "SELECT 1;")
                        .zip());
    }

    private static Flaw whole(String name, ProblemCode code, byte[] archive) {
        return new Flaw(name, code, Optional.empty(), archive);
    }

    private static Flaw of(String name, ProblemCode code, String entry, byte[] archive) {
        return new Flaw(name, code, Optional.of(entry), archive);
    }
}
