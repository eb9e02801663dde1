package dev.skein.plan.shadow;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder with pg_dump and psql.
 *
 * @param version pg_dump's, such as {@code 15.18}
 */
record PgPrograms(Path folder, String version) {
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+)(?:\\.(\\d+)|\\D)");

    /**
     * The first minor releases whose dumps are safe from names that psql would take for commands (CVE-2025-8714,
     * CVE-2025-8715).
     */
    private static final Map<Integer, Integer> SAFE = Map.of(13, 22, 14, 19, 15, 14, 16, 10, 17, 6);

    private static final int ALWAYS_SAFE = 18;

    /**
     * The programs to dump a server with: those whose version is the closest to the server's, but not below.
     *
     * @param configured pg_dump's path; empty text to look for it on the PATH and where Debian puts it
     * @param server as {@code server_version_num}
     * @throws NoClone when there are none
     */
    static PgPrograms find(String configured, int server) throws NoClone {
        List<PgPrograms> found = configured.isEmpty() ? installed() : List.of(configured(configured));
        if (found.isEmpty()) {
            throw new NoClone("there is no pg_dump with psql on this machine: install pg_dump " + server / 10000
                    + " or later, or set pg-dump to one");
        }
        PgPrograms best = found.stream()
                .filter(programs -> programs.major() >= server / 10000)
                .min(Comparator.comparingInt(PgPrograms::major))
                .orElseThrow(() -> tooOld(found, server));
        return best.requireSafe();
    }

    private static NoClone tooOld(List<PgPrograms> found, int server) {
        String newest = found.stream()
                .max(Comparator.comparingInt(PgPrograms::major))
                .map(PgPrograms::version)
                .orElse("");
        return new NoClone("pg_dump " + newest + " is older than the server (" + server / 10000 + "." + server % 10000
                + "): install pg_dump " + server / 10000 + " or later, or set pg-dump to one");
    }

    private PgPrograms requireSafe() throws NoClone {
        int least = SAFE.getOrDefault(major(), major() >= ALWAYS_SAFE ? 0 : Integer.MAX_VALUE);
        if (minor() < least) {
            throw new NoClone("the dumps of pg_dump " + version
                    + " can run commands that are hidden in names (CVE-2025-8714): install its latest minor release");
        }
        return this;
    }

    int major() {
        return Integer.parseInt(version.split("\\.", 2)[0]);
    }

    private int minor() {
        String[] parts = version.split("\\.", 2);
        return parts.length < 2 ? 0 : Integer.parseInt(parts[1]);
    }

    String pgDump() {
        return folder.resolve("pg_dump").toString();
    }

    String psql() {
        return folder.resolve("psql").toString();
    }

    private static PgPrograms configured(String pgDump) throws NoClone {
        Path folder = Path.of(pgDump).toAbsolutePath().getParent();
        return Optional.ofNullable(folder)
                .flatMap(PgPrograms::in)
                .orElseThrow(() -> new NoClone("pg-dump is set to " + pgDump
                        + ", which is no pg_dump with psql beside it: install it there, or set another"));
    }

    private static List<PgPrograms> installed() {
        Stream<Path> path = Arrays.stream(
                        System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .map(Path::of);
        return Stream.concat(debian().stream(), path)
                .map(PgPrograms::real)
                .distinct()
                .flatMap(folder -> in(folder).stream())
                .toList();
    }

    /** One folder has often two names: {@code /bin} is {@code /usr/bin}. */
    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            return folder;
        }
    }

    private static List<Path> debian() {
        List<Path> folders = new ArrayList<>();
        if (Files.isDirectory(DEBIAN)) {
            try (DirectoryStream<Path> versions = Files.newDirectoryStream(DEBIAN)) {
                versions.forEach(version -> folders.add(version.resolve("bin")));
            } catch (IOException e) {
                return List.of();
            }
        }
        return folders;
    }

    private static Optional<PgPrograms> in(Path folder) {
        if (!Files.isExecutable(folder.resolve("pg_dump")) || !Files.isExecutable(folder.resolve("psql"))) {
            return Optional.empty();
        }
        Matcher matcher = VERSION.matcher(ProgramVersion.of(folder.resolve("pg_dump")) + "\n");
        return matcher.find()
                ? Optional.of(new PgPrograms(
                        folder,
                        matcher.group(2) == null ? matcher.group(1) : matcher.group(1) + "." + matcher.group(2)))
                : Optional.empty();
    }
}
