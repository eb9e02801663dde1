package dev.skein.bundle;

/** How large a bundle may be. */
public final class Limits {
    /** Bytes of the archive: 64 MiB. */
    public static final long ARCHIVE = 64L << 20;

    /** Entries of the archive. */
    public static final int ENTRIES = 10_000;

    /** Bytes of all entries, unpacked: 512 MiB. */
    public static final long UNPACKED = 512L << 20;

    /** Bytes of {@code bundle.json}: 8 MiB. */
    static final long MANIFEST = 8L << 20;

    /** How often an entry may be larger than its packed form, once it is above {@link #RATIO_FREE}. */
    static final long RATIO = 250;

    /** Unpacked bytes below which the ratio is of no interest: 1 MiB. */
    static final long RATIO_FREE = 1L << 20;

    /** Problems reported of one bundle; a hostile one could have millions. */
    static final int PROBLEMS = 100;

    private Limits() {}
}
