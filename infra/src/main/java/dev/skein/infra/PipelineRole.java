package dev.skein.infra;

import dev.skein.infra.stage.Place;
import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.iam.IOidcProvider;
import software.amazon.awscdk.services.iam.OpenIdConnectPrincipal;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.constructs.Construct;

/** What workflows of one repository of GitHub may do to one target, without a secret. */
final class PipelineRole extends Construct {
    /** IAM's own limit; a push waits as long as an approval takes, and asks with the same session. */
    private static final Duration LONGEST_SESSION = Duration.hours(12);

    private final Role role;

    PipelineRole(Construct scope, String id, Place place, Subject subject, Rights rights) {
        super(scope, id);
        this.role = Role.Builder.create(this, "role")
                .description("Workflows of " + subject.repository() + ", " + subject.from())
                .assumedBy(subject.principal())
                .maxSessionDuration(LONGEST_SESSION)
                .inlinePolicies(Map.of(
                        "target",
                        PolicyDocument.Builder.create()
                                .statements(rights.statements(place))
                                .build()))
                .build();
        NagSuppressions.addResourceSuppressions(
                role,
                List.of(NagPackSuppression.builder()
                        .id("AwsSolutions-IAM5")
                        .reason("Keys below the target's own prefixes hold versions and ids that are not known before.")
                        .build()));
    }

    Role role() {
        return role;
    }

    /**
     * Whom GitHub speaks for.
     *
     * @param from the end of the token's subject, such as {@code ref:refs/heads/main}
     * @see <a href="https://docs.github.com/en/actions/reference/security/oidc">OIDC of GitHub Actions</a>
     */
    record Subject(IOidcProvider provider, String repository, String from) {
        private static final String ISSUER = "token.actions.githubusercontent.com";

        private OpenIdConnectPrincipal principal() {
            return new OpenIdConnectPrincipal(
                    provider,
                    Map.of(
                            "StringEquals",
                            Map.of(
                                    ISSUER + ":aud",
                                    "sts.amazonaws.com",
                                    ISSUER + ":sub",
                                    "repo:" + repository + ":" + from)));
        }
    }

    /**
     * What is permitted.
     *
     * @param written prefixes
     * @param read prefixes; what is written is not read
     */
    record Rights(List<String> written, List<String> read) {
        /** To push bundles for a target, and to have plans made. */
        static Rights push(String target) {
            Rights plan = plan(target);
            return new Rights(
                    with(plan.written(), "bundles/" + target + "/"),
                    with(plan.read(), "bundles/" + target + "/", "runs/" + target + "/"));
        }

        /** To have plans made, and no more. */
        static Rights plan(String target) {
            return new Rights(List.of("requests/" + target + "/plan/"), List.of("answers/" + target + "/plan/"));
        }

        List<PolicyStatement> statements(Place place) {
            String bucket = place.bucketArn();
            return List.of(
                    Allow.to("s3:PutObject").on(below(bucket, written)),
                    Allow.to("s3:GetObject").on(below(bucket, read)),
                    Allow.to("s3:ListBucket")
                            .when(
                                    "StringLike",
                                    "s3:prefix",
                                    read.stream().map(prefix -> prefix + "*").toList())
                            .on(bucket));
        }

        private static List<String> below(String bucket, List<String> prefixes) {
            return prefixes.stream().map(prefix -> bucket + "/" + prefix + "*").toList();
        }

        private static List<String> with(List<String> prefixes, String... more) {
            List<String> all = new ArrayList<>(prefixes);
            all.addAll(Stream.of(more).toList());
            return all;
        }
    }
}
