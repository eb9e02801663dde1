package dev.skein.plan.guard;

import dev.skein.plan.hazard.HazardCode;
import java.util.Locale;

/** Why a code stops a bundle, and what to do instead. */
enum Advice {
    REACHES_ROLES(
            "roles belong to the whole server, not to this database, and decide who may do what on it.",
            "Have those who run the server create the role and its memberships; let the migration GRANT privileges ON objects to it."),
    REACHES_SERVER_SETTINGS(
            "it changes how the server or the session works for everything else, not only for this migration.",
            "Have those who run the server change the setting. For a limit of this migration use SET LOCAL lock_timeout or statement_timeout."),
    REACHES_DATABASES(
            "it makes, changes or drops a whole database, and Skein migrates the inside of one.",
            "Have those who run the server create or change the database, and name it as a target of its own."),
    REACHES_TABLESPACES(
            "tablespaces are folders of the server that all its databases share.",
            "Have those who run the server create the tablespace; the migration may then use it with TABLESPACE or SET TABLESPACE."),
    REACHES_FILES(
            "it reads or writes files of the database server.",
            "Carry the rows in the bundle: COPY … FROM STDIN with the data in the script, or INSERT."),
    REACHES_PROGRAMS(
            "it starts a program on the database server.",
            "Do what the program does before the bundle is made, and carry the result in the bundle."),
    REACHES_NETWORK(
            "it talks to another server, or prepares that others are talked to, and no rollback takes that back.",
            "Have those who run the server set up the connection outside the bundle."),
    LOADS_CODE(
            "it brings code into the server that PostgreSQL does not hold back.",
            "Write the function in SQL or PL/pgSQL, or have those who run the server install the language or extension."),
    SIGNALS_SESSIONS(
            "it acts on other sessions, on replication, or on the session that holds Skein's lease.",
            "Set lock_timeout and let Skein try again later, instead of ending the sessions in the way."),
    TOUCHES_SKEIN(
            "the schema skein holds the record of runs, and a bundle must not change its own record.",
            "Leave the schema alone; give objects of your own another schema.");

    private final String why;
    private final String safe;

    Advice(String why, String safe) {
        this.why = why;
        this.safe = safe;
    }

    static Advice of(HazardCode code) {
        return valueOf(code.name());
    }

    String why() {
        return why;
    }

    /** What to do instead, and how the target's policy lets it on. */
    String safe() {
        String code = name().toLowerCase(Locale.ROOT).replace('_', '-');
        return safe + " Where the target's owner agrees, its policy lets this on: " + code + ": allow";
    }
}
