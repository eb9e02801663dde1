package dev.skein.plan.assertion;

import dev.skein.bundle.Bundle;
import dev.skein.bundle.FileKind;
import dev.skein.bundle.ManifestFile;
import dev.skein.plan.sql.Scripts;
import dev.skein.plan.sql.SqlStatement;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.api.FlywayException;

/**
 * A query of a bundle that has to give no row when everything is applied. It is read with the bundle's placeholders; what
 * Flyway fills in of the target stays as it is.
 */
public record Assertion(SqlStatement query) {
    /** So many rows are counted; what is beyond is only "or more". */
    static final int MOST_ROWS = 1_000;

    /** Those of a bundle, in the order of their paths; files of another form are left out. */
    public static List<Assertion> of(Bundle bundle) {
        return files(bundle)
                .filter(file -> fault(bundle, file).isEmpty())
                .map(file -> new Assertion(Scripts.read(bundle, file).get(0)))
                .toList();
    }

    /** Whether a bundle has some. */
    public static boolean isIn(Bundle bundle) {
        return files(bundle).findAny().isPresent();
    }

    /** What is wrong with the form of a bundle's assertions, one fault for each file that has one. */
    public static List<AssertionFault> faults(Bundle bundle) {
        return files(bundle).flatMap(file -> fault(bundle, file).stream()).toList();
    }

    private static List<AssertionFault> fault(Bundle bundle, String file) {
        try {
            return AssertionFault.in(file, Scripts.read(bundle, file)).stream().toList();
        } catch (FlywayException e) {
            return List.of(AssertionFault.unreadable(file, String.valueOf(e.getMessage())));
        }
    }

    private static Stream<String> files(Bundle bundle) {
        return bundle.manifest().files().stream()
                .filter(file -> file.kind() == FileKind.ASSERTION)
                .map(ManifestFile::path);
    }

    /** Gives one number, how many rows there are; in brackets nothing but a query can stand. */
    String counting() {
        return "SELECT count(*) FROM (SELECT FROM (\n" + query.text() + "\n) AS found LIMIT " + (MOST_ROWS + 1)
                + ") AS counted";
    }
}
