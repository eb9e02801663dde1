package dev.skein.flyway;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One way in which the target and its history do not fit the bundle.
 *
 * @param file the migration's path in the bundle; null when it is in none, or it is about the whole history
 */
public record HistoryProblem(Code code, @Nullable String file, String message) {
    /** What does not fit. Each code is stable and has a page in {@code docs/problems}. */
    public enum Code {
        /** A migration was changed after it had been applied. */
        MIGRATION_CHANGED("Restore the migration as it was applied, and put the change into a new one."),
        /** An applied migration is not in the bundle. */
        MIGRATION_MISSING("A bundle carries the whole history: add the missing migration and push a new version."),
        /** A new migration has a lower version than one that is applied. */
        MIGRATION_OUT_OF_ORDER("Give the migration a version above the applied ones and push a new version."),
        /** The history says that a migration failed half-way. */
        MIGRATION_FAILED_BEFORE(
                "Undo what the failed migration left behind, then skein resolve --target <target> --file <file> --rolled-back; or finish it by hand, then --applied. Then redrive."),
        /** The schema holds objects, but no history. */
        NO_HISTORY(
                "Check the target's schema and history-table. Where they are right, use an empty schema, or write a history with flyway baseline."),
        /** The role may not make, or not write, the table in which Skein notes its runs. */
        SKEIN_SCHEMA_MISSING("As the database's owner: CREATE SCHEMA skein AUTHORIZATION <the role>; then redrive."),
        /** The role lacks privileges on the target's schema, its history, or Skein's own tables. */
        PRIVILEGE_MISSING(
                "As the owner of these objects, or as an administrator, execute what the message says; then redrive."),
        /** Flyway refuses the bundle for another reason. */
        HISTORY_MISMATCH("Read the message, mend the bundle or the history, then push a new version or redrive.");

        private final String remedy;

        Code(String remedy) {
            this.remedy = remedy;
        }

        /** What to do next. */
        public String remedy() {
            return remedy;
        }

        /** The code as users see it, such as {@code migration-changed}. */
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
