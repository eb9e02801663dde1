package dev.skein.plan.guard;

import dev.skein.plan.hazard.HazardCode;
import java.util.List;
import java.util.function.Consumer;

/** Commands that reach past the database by their first words alone. */
final class CommandCheck implements Check {
    /** The longer of two that begin alike first: a mapping for a user is not a user. */
    private static final List<Rule> RULES = List.of(
            rule(HazardCode.REACHES_NETWORK, "CREATE|ALTER|DROP USER MAPPING FOR|IF"),
            rule(HazardCode.REACHES_NETWORK, "CREATE|ALTER|DROP SERVER|SUBSCRIPTION"),
            rule(HazardCode.REACHES_NETWORK, "CREATE|ALTER|DROP FOREIGN TABLE|DATA"),
            rule(HazardCode.REACHES_NETWORK, "IMPORT FOREIGN SCHEMA"),
            rule(HazardCode.REACHES_ROLES, "CREATE|ALTER|DROP ROLE|USER|GROUP"),
            rule(HazardCode.REACHES_ROLES, "REASSIGN|DROP OWNED"),
            rule(HazardCode.REACHES_ROLES, "SET|RESET ROLE"),
            rule(HazardCode.REACHES_ROLES, "SET SESSION|LOCAL ROLE"),
            rule(HazardCode.REACHES_ROLES, "SET|RESET SESSION AUTHORIZATION"),
            rule(HazardCode.REACHES_ROLES, "SET SESSION|LOCAL SESSION AUTHORIZATION"),
            rule(HazardCode.REACHES_SERVER_SETTINGS, "ALTER SYSTEM"),
            rule(HazardCode.REACHES_DATABASES, "CREATE|ALTER|DROP DATABASE"),
            rule(HazardCode.REACHES_TABLESPACES, "CREATE|ALTER|DROP TABLESPACE"),
            rule(HazardCode.SIGNALS_SESSIONS, "DISCARD ALL"));

    /**
     * Words that stop.
     *
     * @param words for each place those that may stand there
     */
    private record Rule(HazardCode code, List<String[]> words) {
        boolean matches(Passage passage, int start) {
            for (int i = 0; i < words.size(); i++) {
                if (!passage.isOneOf(start + i, words.get(i))) {
                    return false;
                }
            }
            // In PL/pgSQL a variable may have such a name.
            return !passage.isOneOf(start + 1, ":=", "=", ".");
        }
    }

    private static Rule rule(HazardCode code, String words) {
        return new Rule(
                code,
                List.of(words.split(" ")).stream()
                        .map(word -> word.split("\\|"))
                        .toList());
    }

    @Override
    public void look(Passage passage, Consumer<Reach> found) {
        for (int start : passage.starts()) {
            RULES.stream()
                    .filter(rule -> rule.matches(passage, start))
                    .findFirst()
                    .ifPresent(rule -> found.accept(new Reach(rule.code(), Subject.of(passage, start))));
        }
    }
}
