package dev.skein.infra;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** All policy statements of templates as text for people, in an order that does not change: a permission more is a line more. */
final class Permissions {
    private static final Map<String, List<String>> POLICIES = Map.of(
            "AWS::IAM::Role", List.of("AssumeRolePolicyDocument"),
            "AWS::IAM::Policy", List.of("PolicyDocument"),
            "AWS::IAM::ManagedPolicy", List.of("PolicyDocument"),
            "AWS::SQS::QueuePolicy", List.of("PolicyDocument"),
            "AWS::SNS::TopicPolicy", List.of("PolicyDocument"),
            "AWS::S3::BucketPolicy", List.of("PolicyDocument"),
            "AWS::KMS::Key", List.of("KeyPolicy"),
            "AWS::EC2::VPCEndpoint", List.of("PolicyDocument"));

    private Permissions() {}

    /** One paragraph for each resource that permits something. */
    static String text(Synthesis made) {
        return made.stacks().values().stream()
                .flatMap(stack -> stack.path("Resources").properties().stream())
                .filter(resource -> POLICIES.containsKey(type(resource.getValue())))
                .map(Permissions::paragraph)
                .filter(paragraph -> paragraph.contains("\n"))
                .sorted()
                .collect(Collectors.joining("\n\n", "", "\n"));
    }

    private static String paragraph(Map.Entry<String, JsonNode> resource) {
        JsonNode properties = resource.getValue().path("Properties");
        List<String> lines = new ArrayList<>();
        lines.add(resource.getKey().replaceAll("[0-9A-F]{8}$", "") + " (" + type(resource.getValue()) + ")");
        POLICIES.getOrDefault(type(resource.getValue()), List.of())
                .forEach(document -> statements(lines, properties.path(document)));
        properties.path("Policies").forEach(policy -> statements(lines, policy.path("PolicyDocument")));
        properties
                .path("ManagedPolicyArns")
                .forEach(policy -> lines.add("  managed policy " + Intrinsics.READABLE.text(policy)));
        return String.join("\n", lines);
    }

    private static void statements(List<String> lines, JsonNode document) {
        document.path("Statement").forEach(statement -> {
            lines.add("  " + statement.path("Effect").asString("") + " " + sorted(statement.path("Action"), ", ")
                    + by(statement.path("Principal")));
            Intrinsics.READABLE.texts(statement.path("Resource")).stream()
                    .sorted()
                    .forEach(on -> lines.add("    on " + on));
            conditions(lines, statement.path("Condition"));
        });
    }

    private static String by(JsonNode principal) {
        if (principal.isMissingNode()) {
            return "";
        }
        return principal.isObject()
                ? principal.properties().stream()
                        .map(kind -> kind.getKey() + " " + sorted(kind.getValue(), ", "))
                        .collect(Collectors.joining(", ", " by ", ""))
                : " by " + principal.asString("");
    }

    private static void conditions(List<String> lines, JsonNode conditions) {
        conditions.properties().stream()
                .flatMap(operator -> operator.getValue().properties().stream()
                        .map(key -> "    when " + key.getKey() + " " + operator.getKey() + " "
                                + sorted(key.getValue(), " or ")))
                .sorted()
                .forEach(lines::add);
    }

    private static String sorted(JsonNode values, String between) {
        return Intrinsics.READABLE.texts(values).stream().sorted().collect(Collectors.joining(between));
    }

    private static String type(JsonNode resource) {
        return resource.path("Type").asString("");
    }
}
