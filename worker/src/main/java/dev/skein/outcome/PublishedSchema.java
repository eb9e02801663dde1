package dev.skein.outcome;

/**
 * Where the schema lies that an apply has made; empty text for what was not published.
 *
 * @param json the key of the snapshot
 * @param sql the key of pg_dump's text
 */
public record PublishedSchema(String json, String sql) {
    /** It was not published. */
    public static final PublishedSchema NONE = new PublishedSchema("", "");
}
