package dev.skein.plan.trace;

import java.util.Arrays;

/**
 * PostgreSQL's table locks, the strongest last.
 *
 * @see <a href="https://www.postgresql.org/docs/current/explicit-locking.html">Explicit locking</a>
 */
public enum LockMode {
    ACCESS_SHARE("AccessShareLock", Blocks.EXCLUSIVE_DDL),
    ROW_SHARE("RowShareLock", Blocks.EXCLUSIVE_DDL),
    ROW_EXCLUSIVE("RowExclusiveLock", Blocks.DDL),
    SHARE_UPDATE_EXCLUSIVE("ShareUpdateExclusiveLock", Blocks.DDL),
    SHARE("ShareLock", Blocks.WRITES),
    SHARE_ROW_EXCLUSIVE("ShareRowExclusiveLock", Blocks.WRITES),
    EXCLUSIVE("ExclusiveLock", Blocks.WRITES),
    ACCESS_EXCLUSIVE("AccessExclusiveLock", Blocks.READS_AND_WRITES);

    private final String inPgLocks;
    private final Blocks blocks;

    LockMode(String inPgLocks, Blocks blocks) {
        this.inPgLocks = inPgLocks;
        this.blocks = blocks;
    }

    /** Who has to wait. */
    public enum Blocks {
        EXCLUSIVE_DDL("exclusive DDL"),
        DDL("other DDL"),
        WRITES("writes"),
        READS_AND_WRITES("reads and writes");

        private final String label;

        Blocks(String label) {
            this.label = label;
        }

        /** As people write it, such as {@code reads and writes}. */
        public String label() {
            return label;
        }
    }

    /** Reads the name that {@code pg_locks} gives. */
    public static LockMode of(String inPgLocks) {
        return Arrays.stream(values())
                .filter(mode -> mode.inPgLocks.equals(inPgLocks))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(inPgLocks));
    }

    /** Who has to wait for a holder of this lock. */
    public Blocks blocks() {
        return blocks;
    }

    /** As the manual writes it, such as {@code ACCESS EXCLUSIVE}. */
    public String label() {
        return name().replace('_', ' ');
    }
}
