package dev.skein.apply;

import org.flywaydb.core.api.FlywayException;

/** The journal and a migration do not fit: only a person can say whether a statement was done. */
final class JournalMismatch extends FlywayException {
    private static final long serialVersionUID = 1L;

    JournalMismatch(String script, int statement, String why) {
        super("statement " + statement + " of " + script + ": " + why);
    }
}
