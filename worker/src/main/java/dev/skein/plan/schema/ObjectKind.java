package dev.skein.plan.schema;

import java.util.Locale;

/** The kinds of objects that a snapshot holds, in the order in which a diff lists them. */
public enum ObjectKind {
    SCHEMA,
    EXTENSION,
    ENUM,
    DOMAIN,
    COMPOSITE,
    RANGE,
    SEQUENCE,
    TABLE,
    FOREIGN_TABLE,
    COLUMN,
    CONSTRAINT,
    INDEX,
    VIEW,
    MATERIALIZED_VIEW,
    FUNCTION,
    PROCEDURE,
    AGGREGATE,
    TRIGGER,
    RULE,
    POLICY,
    STATISTICS,
    EVENT_TRIGGER;

    /** As people write it, such as {@code materialized view}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
