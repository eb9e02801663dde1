package dev.skein.plan.shadow;

import dev.skein.bundle.Bundle;
import dev.skein.bundle.FileKind;
import dev.skein.bundle.ManifestFile;
import dev.skein.plan.guard.StaticPass;
import dev.skein.plan.hazard.Hazard;
import dev.skein.plan.sql.Scripts;
import dev.skein.plan.sql.SqlStatement;
import java.util.List;
import java.util.Objects;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.ErrorDetails;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.exception.FlywayBlockStatementExecutionException;

/** Keeps Flyway from executing the statements of applied migrations that reach past the database. */
final class PastTheDatabase implements Callback {
    private final Bundle bundle;
    private final List<String> migrations;

    /** @param migrations the paths of those that will be run */
    PastTheDatabase(Bundle bundle, List<String> migrations) {
        this.bundle = bundle;
        this.migrations = List.copyOf(migrations);
    }

    /** Says which statements will be left out. */
    void tell(Remarks remarks) {
        find(migrations)
                .forEach(place ->
                        remarks.note("Left out of the replay, because it reaches past the database: " + place + "."));
        callbacksThatReach()
                .forEach(place -> remarks.note(
                        "The bundle's callbacks were left out of the replay, because one reaches past the database: "
                                + place + "."));
    }

    /** The places in the bundle's callbacks; Flyway does not ask before their statements. */
    List<String> callbacksThatReach() {
        return find(bundle.manifest().files().stream()
                .filter(file -> file.kind() == FileKind.CALLBACK)
                .map(ManifestFile::path)
                .toList());
    }

    private List<String> find(List<String> files) {
        return StaticPass.find(Scripts.read(bundle, files)).stream()
                .map(Hazard::statement)
                .filter(Objects::nonNull)
                .map(SqlStatement::place)
                .distinct()
                .toList();
    }

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.BEFORE_EACH_MIGRATE_STATEMENT;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    /** Looks at the very text that is to be executed. */
    @Override
    public void handle(Event event, Context context) {
        SqlStatement statement =
                new SqlStatement("", 1, 1, context.getStatement().getSql());
        if (!StaticPass.find(List.of(statement)).isEmpty()) {
            throw new FlywayBlockStatementExecutionException(
                    new ErrorDetails(CoreErrorCode.ERROR, "left out"), "reaches past the database");
        }
    }

    @Override
    public String getCallbackName() {
        return "past the database";
    }
}
