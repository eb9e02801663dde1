package dev.skein.ecs;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A service of ECS.
 *
 * @param cluster its name
 * @param name of the service within the cluster
 * @param region that its ARN names; empty text where it was named without
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html">CreateService</a>, for the forms of both
 */
public record EcsService(String cluster, String name, String region) {
    private static final String NAME = "[A-Za-z0-9_-]{1,255}";
    private static final Pattern FORM =
            Pattern.compile("(?:arn:[a-z-]+:ecs:([a-z0-9-]+):\\d{12}:service/)?(" + NAME + ")/(" + NAME + ")");

    /** Reads {@code cluster/service}, or the service's ARN; empty for another form. */
    public static Optional<EcsService> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(new EcsService(
                        matcher.group(2), matcher.group(3), Objects.requireNonNullElse(matcher.group(1), "")))
                : Optional.empty();
    }

    /** Whether it may be of a region: one that was named without an ARN is of whichever. */
    public boolean isIn(String other) {
        return region.isEmpty() || region.equals(other);
    }

    /** {@code cluster/service}. */
    @Override
    public String toString() {
        return cluster + "/" + name;
    }
}
