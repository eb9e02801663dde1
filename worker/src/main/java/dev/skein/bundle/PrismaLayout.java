package dev.skein.bundle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.flywaydb.core.api.MigrationVersion;

/** Prisma's layout: one folder a migration, in the order of the folders' names as bytes. */
final class PrismaLayout {
    static final String LOCK = "migration_lock.toml";
    static final String SCRIPT = "migration.sql";

    private static final Comparator<String> AS_BYTES =
            Comparator.comparing(name -> name.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

    private PrismaLayout() {}

    static SourceListing list(Path root) throws IOException {
        List<SourceFile> files = new ArrayList<>();
        List<String> folders = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        for (Path file : FlywayLayout.files(root)) {
            String path = FlywayLayout.path(root, file);
            String[] parts = path.split("/", -1);
            if (parts.length == 2 && parts[1].equals(SCRIPT)) {
                folders.add(parts[0]);
                files.add(SourceFile.of(scriptPath(parts[0]), FileKind.MIGRATION, file));
            } else {
                leftOut.add(path);
            }
        }
        return new SourceListing(files, leftOut, orderProblems(folders));
    }

    /** The folder's whole name is the description, so that it is recognised in the history. */
    private static String scriptPath(String folder) {
        return ManifestFile.FOLDER + "V" + PrismaVersion.of(folder) + "__" + folder + ".sql";
    }

    private static List<BundleProblem> orderProblems(List<String> folders) {
        folders.sort(AS_BYTES);
        List<BundleProblem> problems = new ArrayList<>();
        for (int i = 1; i < folders.size(); i++) {
            String before = folders.get(i - 1);
            String after = folders.get(i);
            if (version(before).compareTo(version(after)) >= 0) {
                problems.add(new BundleProblem(
                        ProblemCode.PRISMA_ORDER, after, "cannot be told from " + before + " by its first characters"));
            }
        }
        return problems;
    }

    private static MigrationVersion version(String folder) {
        return MigrationVersion.fromVersion(PrismaVersion.of(folder));
    }
}
