package dev.skein.group;

import java.util.regex.Pattern;

/**
 * A pattern of names as psql has it: {@code *} stands for anything, {@code ?} for one character, all else for itself.
 *
 * @see <a href="https://www.postgresql.org/docs/current/app-psql.html#APP-PSQL-PATTERNS">Patterns of psql</a>
 */
public record NamePattern(String text) {
    /** Whether a name, as the catalog has it, fits. */
    public boolean fits(String name) {
        String regex = Pattern.quote(text).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
        return Pattern.compile(regex, Pattern.DOTALL).matcher(name).matches();
    }
}
