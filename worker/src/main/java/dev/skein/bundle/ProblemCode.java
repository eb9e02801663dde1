package dev.skein.bundle;

import java.util.Locale;

/** What can be wrong with a bundle. Each code is stable and has a page in {@code docs/problems}. */
public enum ProblemCode {
    NOT_A_ZIP,
    TRUNCATED_ZIP,
    UNSUPPORTED_ZIP,
    CORRUPT_ZIP,
    ENCRYPTED_ENTRY,
    ARCHIVE_TOO_LARGE,
    TOO_MANY_ENTRIES,
    UNPACKED_TOO_LARGE,
    ZIP_BOMB,
    PATH_TRAVERSAL,
    ABSOLUTE_PATH,
    BAD_ENTRY_NAME,
    SYMLINK,
    DUPLICATE_ENTRY,
    CASE_CLASH,
    MISSING_MANIFEST,
    MALFORMED_MANIFEST,
    UNKNOWN_FORMAT,
    KEY_MISMATCH,
    UNLISTED_FILE,
    MISSING_FILE,
    SIZE_MISMATCH,
    CHECKSUM_MISMATCH,
    NOT_UTF8,
    BAD_MIGRATION_NAME,
    DUPLICATE_VERSION,
    EMPTY_MIGRATION,
    ORPHAN_CONFIG,
    NO_MIGRATIONS,
    UNSUPPORTED_MIGRATION,
    MISNAMED_ASSERTION,
    PRISMA_ORDER;

    /** The code as users see it, such as {@code not-a-zip}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What to do next. */
    public String remedy() {
        return this == KEY_MISMATCH
                ? "Upload it with skein push, which makes the key of the manifest."
                : "Mend the bundle and push it as a new version.";
    }
}
