package dev.skein.apply;

import dev.skein.target.Journal;
import dev.skein.target.ResolutionTable;
import dev.skein.target.TargetSession;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Notes what a person has found out about a migration that was cut off, where neither the database nor the journal can tell. */
public final class Resolution {
    private final TargetSession session;
    private final ResolutionTable.Origin origin;
    private final ResolutionTable table;
    private final Journal journal;

    /**
     * @param session one that holds the target's lease, in no transaction; after an exception it is good for nothing but to be
     *     closed
     * @param origin whose word it is: what was resolved by the same request before counts as done
     */
    public Resolution(TargetSession session, ResolutionTable.Origin origin) {
        this.session = session;
        this.origin = origin;
        this.table = new ResolutionTable(session);
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
        return once(
                new ResolutionTable.Row(script, statement, finding.label()),
                () -> inJournal(script, statement, finding));
    }

    /**
     * Resolves a whole migration that the history says has failed.
     *
     * @return whether the history says so
     */
    public boolean resolve(String script, Finding finding) throws SQLException {
        return once(
                new ResolutionTable.Row(script, 0, finding.label()),
                () -> finding == Finding.APPLIED ? session.markApplied(script) : session.forgetFailed(script));
    }

    private boolean inJournal(String script, int statement, Finding finding) throws SQLException {
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

    /** The effect and its note are one transaction. */
    private boolean once(ResolutionTable.Row row, Effect effect) throws SQLException {
        Connection connection = session.connection();
        connection.setAutoCommit(false);
        boolean done = table.isNoted(origin);
        if (!done && effect.take()) {
            table.note(origin, row);
            done = true;
        }
        connection.commit();
        connection.setAutoCommit(true);
        return done;
    }

    @FunctionalInterface
    private interface Effect {
        /** Returns whether there was anything to change. */
        boolean take() throws SQLException;
    }
}
