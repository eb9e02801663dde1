package dev.skein.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is in the image, and what is not. */
@NeedsDebianTools
class ImageContentsIT {
    /** Unpacked. docs/image.md says how much it is. */
    private static final long MOST_BYTES = 200L << 20;

    private static final int SPECIAL_BITS = 06000;
    private static final Pattern TRIPLET = Pattern.compile("[a-z0-9_]+-linux-gnu");
    private static final Pattern LIBRARY_VERSION = Pattern.compile("(\\.so)(\\.\\d+)+$");
    private static final Pattern LOADER = Pattern.compile("ld-linux-[^/]*\\.so");
    private static final Pattern MANY =
            Pattern.compile("^(usr/share/(?:zoneinfo|common-licenses)|opt/skein/legal|usr/lib/locale/C.utf8)/.*");

    private final BuiltImage image = BuiltImage.get();

    /** The golden file is what a review looks at: a shell or a package manager would be seen there. */
    @Test
    void holds_these_files_and_no_others() throws IOException {
        Set<String> lines = new TreeSet<>();
        for (Path file : files()) {
            lines.add(describe(file));
        }
        Golden.assertSame("contents.txt", String.join("\n", lines) + "\n");
    }

    @Test
    void lets_no_program_run_as_another_user_and_no_file_be_written_by_others() throws IOException {
        for (Path file : files()) {
            assertThat(mode(file) & SPECIAL_BITS).as(file.toString()).isZero();
            assertThat(Files.getPosixFilePermissions(file))
                    .as(file.toString())
                    .doesNotContain(PosixFilePermission.OTHERS_WRITE, PosixFilePermission.GROUP_WRITE);
        }
    }

    @Test
    void keeps_within_its_size() throws IOException {
        long bytes = 0;
        for (Path file : files()) {
            bytes += Files.size(file);
        }
        assertThat(bytes).isLessThan(MOST_BYTES);
    }

    @Test
    void has_each_library_that_its_programs_need() throws IOException {
        String loader = "/"
                + image.folder()
                        .relativize(files().stream()
                                .filter(file -> LOADER.matcher(file.toString()).find())
                                .findFirst()
                                .orElseThrow());
        for (String program : List.of(
                "/usr/lib/postgresql/18/bin/pg_dump",
                "/usr/lib/postgresql/18/bin/psql",
                "/opt/skein/bin/java",
                "/opt/skein/lib/server/libjvm.so")) {
            Finished libraries = image.run(loader, "--list", program).orThrow();
            assertThat(libraries.output()).as(program).doesNotContain("not found");
        }
    }

    @Test
    void tells_scanners_its_release_and_its_packages() {
        assertThat(image.folder().resolve("usr/lib/os-release")).content().contains("VERSION_CODENAME=trixie");
        assertThat(image.folder().resolve("var/lib/dpkg/status.d/libpq5"))
                .content()
                .contains("Package: libpq5")
                .contains("Version: 18");
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(image.folder())) {
            return all.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .toList();
        }
    }

    /** Without what differs between processors, or with an update. */
    private String describe(Path file) {
        String path = image.folder().relativize(file).toString();
        path = TRIPLET.matcher(path).replaceAll("<triplet>");
        path = LIBRARY_VERSION.matcher(path).replaceAll("$1.<n>");
        path = MANY.matcher(path).replaceAll("$1/…");
        path = path.replaceAll("ld-linux-[^/]*\\.so", "ld-linux.so").replace("lib64/", "lib/");
        return permissions(file) + " " + path;
    }

    private static String permissions(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int mode(Path file) throws IOException {
        return (Integer) Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    }
}
