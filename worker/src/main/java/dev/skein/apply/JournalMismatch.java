package dev.skein.apply;

import java.util.Optional;
import org.flywaydb.core.api.FlywayException;

/** The journal and a migration do not fit: only a person can say whether a statement was done. */
final class JournalMismatch extends FlywayException {
    private static final long serialVersionUID = 1L;

    private final String script;
    private final int statement;

    JournalMismatch(String script, int statement, String why) {
        super("statement " + statement + " of " + script + ": " + why);
        this.script = script;
        this.statement = statement;
    }

    /** The one in a failure's causes; empty when there is none. */
    static Optional<JournalMismatch> in(Throwable failure) {
        return Causes.first(failure, JournalMismatch.class);
    }

    /** The script below the folder of migrations. */
    String script() {
        return script;
    }

    /** From 1. */
    int statement() {
        return statement;
    }
}
