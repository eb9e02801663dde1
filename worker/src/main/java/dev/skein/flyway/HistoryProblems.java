package dev.skein.flyway;

import dev.skein.flyway.HistoryProblem.Code;
import dev.skein.target.Namespace;
import dev.skein.target.Privileges;
import dev.skein.target.Privileges.Use;
import dev.skein.target.TargetSession;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.ErrorCode;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.ValidateOutput;
import org.flywaydb.core.api.output.ValidateResult;

/** Puts Flyway's findings about a history into Skein's terms. */
public final class HistoryProblems {
    private static final Map<ErrorCode, Code> CODES = Map.of(
            CoreErrorCode.CHECKSUM_MISMATCH, Code.MIGRATION_CHANGED,
            CoreErrorCode.DESCRIPTION_MISMATCH, Code.MIGRATION_CHANGED,
            CoreErrorCode.TYPE_MISMATCH, Code.MIGRATION_CHANGED,
            CoreErrorCode.APPLIED_VERSIONED_MIGRATION_NOT_RESOLVED, Code.MIGRATION_MISSING,
            CoreErrorCode.APPLIED_REPEATABLE_MIGRATION_NOT_RESOLVED, Code.MIGRATION_MISSING,
            CoreErrorCode.RESOLVED_VERSIONED_MIGRATION_NOT_APPLIED, Code.MIGRATION_OUT_OF_ORDER,
            CoreErrorCode.FAILED_VERSIONED_MIGRATION, Code.MIGRATION_FAILED_BEFORE,
            CoreErrorCode.FAILED_REPEATABLE_MIGRATION, Code.MIGRATION_FAILED_BEFORE);

    private HistoryProblems() {}

    /** What a validation found; nothing when the history fits. */
    static List<HistoryProblem> of(ValidateResult validation) {
        if (validation.validationSuccessful) {
            return List.of();
        }
        List<HistoryProblem> problems = validation.invalidMigrations.stream()
                .map(HistoryProblems::problem)
                .toList();
        return problems.isEmpty() ? List.of(mismatch(validation.getAllErrorMessages())) : problems;
    }

    /** The problem when Flyway refused to migrate because there is no history; empty for other failures. */
    public static Optional<HistoryProblem> noHistory(Exception failure, Namespace namespace) {
        return failure instanceof FlywayException flyway
                        && flyway.getErrorCode() == CoreErrorCode.NON_EMPTY_SCHEMA_WITHOUT_SCHEMA_HISTORY_TABLE
                ? Optional.of(noHistory(namespace))
                : Optional.empty();
    }

    static HistoryProblem noHistory(Namespace namespace) {
        return new HistoryProblem(
                Code.NO_HISTORY,
                null,
                "schema " + namespace.schema() + " holds objects, but there is no history table "
                        + namespace.history());
    }

    /** What keeps the session's role from seeing how the target stands; nothing when it may. */
    public static List<HistoryProblem> unreadable(TargetSession session) throws SQLException {
        return lacks(session, List.of(Use.READ), List.of(Use.OWN_READ));
    }

    /** What keeps the session's role from applying; nothing when it may. */
    static List<HistoryProblem> unwritable(TargetSession session) throws SQLException {
        return lacks(session, List.of(Use.WRITE), List.of(Use.OWN_WRITE));
    }

    private static List<HistoryProblem> lacks(TargetSession session, List<Use> given, List<Use> own)
            throws SQLException {
        Privileges privileges = session.privileges();
        List<HistoryProblem> problems = new ArrayList<>();
        List<String> grants = privileges.grants(given);
        if (!grants.isEmpty()) {
            problems.add(new HistoryProblem(
                    Code.PRIVILEGE_MISSING,
                    null,
                    "the role that migrates lacks privileges: " + String.join("; ", grants)));
        }
        if (!privileges.grants(own).isEmpty()) {
            problems.add(noSkeinSchema());
        }
        return problems;
    }

    private static HistoryProblem noSkeinSchema() {
        return new HistoryProblem(
                Code.SKEIN_SCHEMA_MISSING,
                null,
                "Skein notes its runs in schema skein of the target, which the role may not make or not write");
    }

    private static HistoryProblem problem(ValidateOutput invalid) {
        Code code = CODES.getOrDefault(invalid.errorDetails.errorCode, Code.HISTORY_MISMATCH);
        String version = invalid.version == null ? "" : invalid.version;
        String migration = "migration " + (version.isEmpty() ? "" : version + " ") + "(" + invalid.description + ")";
        String path = invalid.filepath == null || invalid.filepath.isEmpty() ? null : invalid.filepath;
        return new HistoryProblem(
                code,
                path,
                switch (code) {
                    case MIGRATION_CHANGED ->
                        migration + " is not what was applied: its content or its name was changed since";
                    case MIGRATION_MISSING -> migration + " is applied, but not in the bundle";
                    case MIGRATION_OUT_OF_ORDER -> migration + " is not applied, but a later one is";
                    case MIGRATION_FAILED_BEFORE -> migration + " has failed before, and the history says so";
                    case NO_HISTORY, SKEIN_SCHEMA_MISSING, PRIVILEGE_MISSING, HISTORY_MISMATCH ->
                        firstLine(invalid.errorDetails.errorMessage);
                });
    }

    /** The lines after the first advise commands of Flyway. */
    static String firstLine(String message) {
        return message.strip().lines().findFirst().orElse("");
    }

    private static HistoryProblem mismatch(String message) {
        return new HistoryProblem(Code.HISTORY_MISMATCH, null, firstLine(message));
    }
}
