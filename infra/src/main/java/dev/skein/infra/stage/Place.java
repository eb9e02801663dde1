package dev.skein.infra.stage;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * Where a stage is, and what its resources are called. Names are fixed, so that policies can name what is made after them.
 *
 * @param stage such as {@code production}; at most 20 characters, since a bucket's name has 63
 * @param account twelve digits
 * @param tags of every resource
 */
public record Place(String stage, String account, String region, Map<String, String> tags) {
    private static final Pattern STAGE = Pattern.compile("[a-z0-9][a-z0-9-]{0,18}[a-z0-9]|[a-z0-9]");
    private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");
    private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-\\d");

    /** Of partitions whose ARNs do not begin with {@code arn:aws:}. */
    private static final Pattern ELSEWHERE = Pattern.compile("(cn|us-gov|us-iso[a-z]?|eu-isoe|eusc)-.*");

    public Place {
        tags = Map.copyOf(tags);
        new Check()
                .form("stage", stage, STAGE, "a name of a-z, 0-9 and -, at most 20 characters")
                .form("account", account, ACCOUNT, "twelve digits, in quotes")
                .form("region", region, REGION, "a region such as eu-central-1")
                .that(
                        !ELSEWHERE.matcher(region).matches(),
                        "region: of another partition of AWS; names here are those of the partition aws")
                .done();
    }

    /** The name of one of the stage's resources. */
    public String name(String what) {
        return "skein-" + stage + "-" + what;
    }

    /** The name of the bucket: there is one of a name in the whole world. */
    public String bucket() {
        return "skein-" + stage + "-" + account + "-" + region;
    }

    /** The bucket's ARN. */
    public String bucketArn() {
        return "arn:aws:s3:::" + bucket();
    }

    /** The name of the cluster. */
    public String cluster() {
        return "skein-" + stage;
    }

    /** The ARN of something in this account and region. */
    public String arn(String service, String resource) {
        return "arn:aws:" + service + ":" + region + ":" + account + ":" + resource;
    }
}
