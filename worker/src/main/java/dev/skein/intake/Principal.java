package dev.skein.intake;

/**
 * Who did something, as S3's events name him: {@code AWS:<id>} for a user, {@code AWS:<role id>:<session>} for a role.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids">Unique
 *     identifiers</a>
 */
public final class Principal {
    private Principal() {}

    /** Whether both are the same user, or sessions of the same role. A principal that is not known is anybody's. */
    public static boolean isSame(String one, String other) {
        return one.isEmpty() || other.isEmpty() || identity(one).equals(identity(other));
    }

    private static String identity(String principal) {
        int first = principal.indexOf(':');
        int second = principal.indexOf(':', first + 1);
        return second < 0 ? principal : principal.substring(0, second);
    }
}
