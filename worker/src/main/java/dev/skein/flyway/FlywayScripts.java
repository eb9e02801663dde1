package dev.skein.flyway;

import dev.skein.bundle.Bundle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.api.resource.LoadableResource;
import org.flywaydb.core.internal.parser.ParsingContext;
import org.flywaydb.core.internal.sqlscript.SqlScriptFactory;
import org.flywaydb.core.internal.sqlscript.SqlStatement;
import org.flywaydb.core.internal.sqlscript.SqlStatementIterator;
import org.flywaydb.database.postgresql.PostgreSQLDatabaseType;

/** Splits a bundle's scripts with Flyway's own parser, without a database and without executing anything. */
public final class FlywayScripts {
    /** What Flyway fills in of its own when it is connected; {@code flyway:filename} comes from the parser. */
    private static final List<String> OF_THE_TARGET =
            List.of("defaultSchema", "user", "database", "timestamp", "workingDirectory", "table", "environment");

    private final BundleResources resources;
    private final SqlScriptFactory scripts;

    /** The scripts of an open bundle. */
    public FlywayScripts(Bundle bundle) {
        this.resources = BundleResources.everything(bundle);
        Map<String, String> placeholders = new HashMap<>(bundle.manifest().placeholders());
        Configuration configuration = Flyway.configure()
                .loggers("slf4j")
                .placeholderReplacement(!placeholders.isEmpty())
                .placeholders(placeholders);
        ParsingContext context = new ParsingContext();
        context.getPlaceholders().putAll(standIns(configuration));
        this.scripts = new PostgreSQLDatabaseType().createSqlScriptFactory(configuration, context);
    }

    private static Map<String, String> standIns(Configuration configuration) {
        Map<String, String> standIns = new HashMap<>();
        OF_THE_TARGET.stream()
                .map(name -> "flyway" + configuration.getPlaceholderSeparator() + name)
                .forEach(name -> standIns.put(
                        name, configuration.getPlaceholderPrefix() + name + configuration.getPlaceholderSuffix()));
        return standIns;
    }

    /**
     * The statements of a script, in order, as Flyway executes them. Placeholders are replaced where the bundle has some;
     * those that Flyway fills in of the target, such as <code>${flyway:user}</code>, stay as they are.
     *
     * @throws FlywayException when Flyway cannot read the script either: a placeholder without a value, a bracket that
     *     is not closed
     */
    public List<Piece> split(String file) {
        LoadableResource resource = resources.getResource(file);
        if (resource == null) {
            throw new IllegalArgumentException("not a script of the bundle: " + file);
        }
        List<Piece> pieces = new ArrayList<>();
        // "Mixed" only tells the parser not to refuse a script that has both kinds of statements.
        try (SqlStatementIterator statements =
                scripts.createSqlScript(resource, true, resources).getSqlStatements()) {
            while (statements.hasNext()) {
                SqlStatement statement = statements.next();
                pieces.add(new Piece(statement.getLineNumber(), statement.getSql()));
            }
        }
        return List.copyOf(pieces);
    }

    /**
     * A statement.
     *
     * @param line the script's line on which it begins, from 1
     * @param text without the delimiter, and without the rows that follow a COPY … FROM STDIN
     */
    public record Piece(int line, String text) {}
}
