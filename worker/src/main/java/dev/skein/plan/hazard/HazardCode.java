package dev.skein.plan.hazard;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The catalogue of hazards. Each code is stable and has a page in {@code docs/hazards}. */
public enum HazardCode {
    // Reaching past the database: found before anything is executed.
    REACHES_ROLES,
    REACHES_SERVER_SETTINGS,
    REACHES_DATABASES,
    REACHES_TABLESPACES,
    REACHES_FILES,
    REACHES_PROGRAMS,
    REACHES_NETWORK,
    LOADS_CODE,
    SIGNALS_SESSIONS,
    TOUCHES_SKEIN,

    // The rows that are there do not allow it.
    ROWS_BREAK_NOT_NULL,
    ROWS_BREAK_UNIQUE,
    ROWS_BREAK_CHECK,
    ROWS_BREAK_FOREIGN_KEY,
    ROWS_BREAK_EXCLUSION,
    ROWS_BREAK_TYPE,
    ROWS_BREAK_ENUM,

    // The migrating role may not do it.
    NEEDS_OWNERSHIP,

    // Data is lost.
    DROPS_TABLE,
    DROPS_COLUMN,
    DROPS_OTHER,
    TRUNCATES_TABLE,
    DELETES_ALL_ROWS,
    OVERWRITES_ALL_ROWS,
    NARROWS_TYPE,

    // Others wait.
    REWRITES_TABLE,
    BUILDS_INDEX_BLOCKING_WRITES,
    DROPS_INDEX_BLOCKING,
    DETACHES_PARTITION_BLOCKING,
    SCANS_UNDER_EXCLUSIVE_LOCK,
    VALIDATES_FOREIGN_KEY_AT_ONCE,
    VALIDATES_CHECK_AT_ONCE,
    SETS_NOT_NULL_AT_ONCE,
    ADDS_UNIQUE_WITHOUT_INDEX,
    REFRESHES_VIEW_BLOCKING,
    LOCKS_MANY_TABLES,
    BACKFILLS_IN_ONE_TRANSACTION,
    VACUUM_FULL_OR_CLUSTER,
    WAITS_FOR_LONG_TRANSACTION,
    REPLICA_FAR_BEHIND,
    LONG_LOCK_AFTER_DDL,

    // Running code breaks, now or later.
    RENAMES_TABLE,
    RENAMES_COLUMN,
    BREAKS_RUNNING_INSERTS,
    VIEW_BLOCKS_TYPE_CHANGE,
    CASCADES,
    ENUM_VALUE_USED_AT_ONCE,
    FOREIGN_KEY_WITHOUT_INDEX,
    INTEGER_KEY_RUNS_OUT,
    ROW_SECURITY_HIDES_ROWS,
    ROW_SECURITY_WITHOUT_POLICY,
    DISABLES_ROW_SECURITY,
    GRANTS_TO_PUBLIC,
    DISABLES_TRIGGERS,
    SETS_UNLOGGED,
    LEFT_INVALID,
    MIXES_TRANSACTIONAL_AND_NOT;

    /** The code that users write so; empty when there is none. */
    public static Optional<HazardCode> of(String code) {
        return Arrays.stream(values())
                .filter(value -> value.code().equals(code))
                .findFirst();
    }

    /** The code as users see it, such as {@code drops-table}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
