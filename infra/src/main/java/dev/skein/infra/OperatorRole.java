package dev.skein.infra;

import dev.skein.infra.stage.Place;
import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awscdk.services.iam.ArnPrincipal;
import software.amazon.awscdk.services.iam.CompositePrincipal;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.constructs.Construct;

/** What people on call may do: ask the worker for every verb but a bundle, and read what came of it. */
final class OperatorRole extends Construct {
    /** One statement could do without them, but a verb that is added later is to be given on purpose. */
    private static final List<String> VERBS =
            List.of("approve", "cancel", "dead-letters", "plan", "redrive", "resolve");

    private final Role role;

    /** @param operators who may become it */
    OperatorRole(Construct scope, String id, Place place, List<String> operators) {
        super(scope, id);
        this.role = Role.Builder.create(this, "role")
                .description("People who operate " + place.cluster())
                .assumedBy(new CompositePrincipal(
                        operators.stream().map(ArnPrincipal::new).toArray(ArnPrincipal[]::new)))
                .inlinePolicies(Map.of(
                        "operator",
                        PolicyDocument.Builder.create()
                                .statements(statements(place.bucketArn()))
                                .build()))
                .build();
        NagSuppressions.addResourceSuppressions(
                role,
                List.of(NagPackSuppression.builder()
                        .id("AwsSolutions-IAM5")
                        .reason(
                                "An operator asks for every target of the stage, by requests whose ids are made up then.")
                        .build()));
    }

    Role role() {
        return role;
    }

    private static List<PolicyStatement> statements(String bucket) {
        return List.of(
                Allow.to("s3:PutObject")
                        .on(VERBS.stream()
                                .map(verb -> bucket + "/requests/*/" + verb + "/*")
                                .toList()),
                Allow.to("s3:GetObject").on(bucket + "/runs/*", bucket + "/answers/*"),
                Allow.to("s3:ListBucket")
                        .when(
                                "StringLike",
                                "s3:prefix",
                                Stream.of("runs/", "answers/")
                                        .map(prefix -> prefix + "*")
                                        .toList())
                        .on(bucket));
    }
}
