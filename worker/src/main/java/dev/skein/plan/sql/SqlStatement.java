package dev.skein.plan.sql;

/**
 * One statement of a bundle's script, as Flyway splits it.
 *
 * @param file the script's path in the bundle
 * @param number its place in the script, from 1
 * @param line the script's line on which it begins, from 1
 * @param text without the delimiter; placeholders are replaced
 */
public record SqlStatement(String file, int number, int line, String text) {
    /** Where it stands, as {@code file:line}. */
    public String place() {
        return file + ":" + line;
    }
}
