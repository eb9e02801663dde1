package dev.skein.apply;

import dev.skein.target.Journal;
import dev.skein.target.TargetSession;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Notes what a person has found out about a migration that was cut off, where neither the database nor the journal can tell. */
public final class Resolution {
    private final TargetSession session;
    private final Journal journal;

    /** @param session one that holds the target's lease, in no transaction */
    public Resolution(TargetSession session) {
        this.session = session;
        this.journal = new Journal(session);
    }

    /** What became of it. */
    public enum Finding {
        /** Its effect is there. */
        APPLIED,
        /** Nothing of it is there, or was made undone by hand. */
        ROLLED_BACK;

        /** As the command line has it, such as {@code rolled-back}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** Finds one by its label. */
        public static Optional<Finding> of(String label) {
            return Arrays.stream(values())
                    .filter(finding -> finding.label().equals(label))
                    .findFirst();
        }
    }

    /**
     * Resolves one statement of a migration that is no transaction.
     *
     * @param script below the folder of migrations
     * @param statement from 1
     * @return whether the journal knows of the statement
     */
    public boolean resolve(String script, int statement, Finding finding) throws SQLException {
        Journal.Entry entry = session.hasJournal() ? journal.read(script).get(statement) : null;
        if (entry == null) {
            return false;
        }
        if (finding == Finding.APPLIED) {
            journal.write(script, statement, entry.asResolved());
        } else {
            journal.forget(script, statement);
        }
        return true;
    }

    /**
     * Resolves a whole migration that the history says has failed.
     *
     * @return whether the history says so
     */
    public boolean resolve(String script, Finding finding) throws SQLException {
        return finding == Finding.APPLIED ? session.markApplied(script) : session.forgetFailed(script);
    }
}
