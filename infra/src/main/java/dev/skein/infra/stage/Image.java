package dev.skein.infra.stage;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The worker's image.
 *
 * @param reference as Docker knows it
 * @param repository the ARN of its repository in ECR; empty for another registry, which workers reach by the internet
 */
public record Image(String reference, Optional<String> repository) {
    private static final Pattern REFERENCE =
            Pattern.compile("[a-z0-9][a-z0-9.-]*(:\\d+)?(/[a-z0-9._-]+)+[:@][A-Za-z0-9._:-]+");
    private static final Pattern ECR = Pattern.compile(
            "(?<account>\\d{12})\\.dkr\\.ecr\\.(?<region>[a-z0-9-]+)\\.amazonaws\\.com/(?<name>[a-z0-9._/-]+)[:@].+");

    public Image {
        new Check()
                .form("image", reference, REFERENCE, "registry/repository:tag or registry/repository@sha256:…")
                .done();
    }

    /** The image that a reference names. */
    public static Image of(String reference) {
        Matcher ecr = ECR.matcher(reference);
        return new Image(
                reference,
                ecr.matches()
                        ? Optional.of("arn:aws:ecr:" + ecr.group("region") + ":" + ecr.group("account") + ":repository/"
                                + ecr.group("name"))
                        : Optional.empty());
    }
}
