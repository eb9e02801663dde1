package dev.skein.plan.sql;

import dev.skein.bundle.Bundle;
import dev.skein.flyway.FlywayScripts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.flywaydb.core.api.FlywayException;

/** Reads the statements of a bundle's scripts as Flyway executes them, without executing anything. */
public final class Scripts {
    private Scripts() {}

    /**
     * The statements of one script, in order. Numbers, lines and texts are those that Flyway tells its callbacks, but for
     * what it fills in of the target, such as <code>${flyway:user}</code>, which stays as it is.
     *
     * @param file its path in the bundle
     * @throws FlywayException when Flyway cannot read the script
     */
    public static List<SqlStatement> read(Bundle bundle, String file) {
        return read(new FlywayScripts(bundle), file);
    }

    /** The statements of several scripts, in the order of the files. */
    public static List<SqlStatement> read(Bundle bundle, Collection<String> files) {
        FlywayScripts scripts = new FlywayScripts(bundle);
        return files.stream().flatMap(file -> read(scripts, file).stream()).toList();
    }

    /** The statements of one script, read by a reader that serves for several. */
    public static List<SqlStatement> read(FlywayScripts scripts, String file) {
        List<SqlStatement> statements = new ArrayList<>();
        for (FlywayScripts.Piece piece : scripts.split(file)) {
            statements.add(new SqlStatement(file, statements.size() + 1, piece.line(), piece.text()));
        }
        return List.copyOf(statements);
    }
}
