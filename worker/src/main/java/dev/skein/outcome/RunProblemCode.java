package dev.skein.outcome;

import dev.skein.target.TransactionPooling;
import java.sql.SQLException;
import java.util.Locale;

/** What can end a run beside the bundle's own problems. Each code is stable and has a page in {@code docs/problems}. */
public enum RunProblemCode {
    UNROUTABLE_KEY("Upload to bundles/<target>/<name>/<version>.zip."),
    UNKNOWN_TARGET("Add the target to the worker's settings and redrive, or push to the right target."),
    UPLOAD_MISSING("The object version is gone from the bucket. Push the bundle again."),
    UPLOAD_DENIED(
            "Grant the worker s3:GetObject, s3:GetObjectVersion and s3:ListBucket, and kms:Decrypt for an encrypted bucket; then redrive."),
    UPLOAD_CHANGED("Push the bundle as a new version: the bytes are not those that its uploader announced."),
    BAD_NOT_AFTER("Set skein-not-after to an instant such as 2026-01-31T12:00:00Z, or leave it out."),
    NOT_AFTER_PASSED("Redrive the run, or push the bundle again, if it is still to be applied."),
    WAITED_TOO_LONG("Mend what it waited for, then redrive the run."),
    GROUP_EMPTY(
            "Mend the group's pattern, or the role that may not see the databases or schemas; then redrive the run, or push again."),
    GROUP_INCOMPLETE(
            "Mend what the members' outcomes name; then redrive the group's run: what holds the bundle is left alone."),
    WORKER_DIED("Look for the worker's end in its logs, then redrive the run."),
    OTHER_BUNDLE(
            "A target holds one bundle. Configure a second target, with its own schema and history table, for another."),
    VERSION_REUSED("Give the changed bundle a new version."),
    LATER_UPLOAD_LACKS(
            "Merge the migrations into one history, above what is applied, and push it as a new version. Let uploads to a target come from"
                    + " one branch."),
    STATEMENT_FAILED("Mend the data or the migration, then redrive the run or push a new version."),
    ASSERTION_FAILED(
            "Look for the rows with the query. Mend them, the migration or the assertion; then redrive the run, which checks"
                    + " again, or push a new version."),
    JOURNAL_MISMATCH(
            "Look in the database whether the statement was done; say so with skein resolve --applied or --rolled-back, then redrive the run."),
    FLYWAY_REFUSED("Read the message, mend the bundle and push it as a new version."),
    DATABASE_REFUSED("Correct the target's settings or the role's privileges, then redrive the run."),
    POOLER_TRANSACTION_MODE(
            "Let the target's url name a pool in session mode or the database's own endpoint, start the worker anew, and redrive.");

    private final String remedy;

    RunProblemCode(String remedy) {
        this.remedy = remedy;
    }

    /** The problem when the database, or what is in front of it, refuses the worker itself. */
    public static RunProblemCode of(SQLException refusal) {
        return refusal instanceof TransactionPooling ? POOLER_TRANSACTION_MODE : DATABASE_REFUSED;
    }

    /** The code as users see it, such as {@code unknown-target}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What to do next. */
    public String remedy() {
        return remedy;
    }
}
