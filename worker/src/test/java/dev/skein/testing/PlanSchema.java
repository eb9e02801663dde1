package dev.skein.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code docs/plan.schema.json}, and the check of a document by it. The check is stricter than JSON Schema in one thing:
 * a property that the schema does not name is complained of, because what Skein writes has to be documented.
 */
public final class PlanSchema {
    private static final Path FILE = Path.of("..", "docs", "plan.schema.json");
    private static final Set<String> ABOUT = Set.of("$schema", "$id", "$defs", "title", "description", "format");
    private static final Set<String> RULES = Set.of(
            "$ref",
            "type",
            "const",
            "enum",
            "pattern",
            "minimum",
            "items",
            "required",
            "properties",
            "patternProperties");

    private final JsonNode root;

    private PlanSchema(JsonNode root) {
        this.root = root;
    }

    /** Reads it from the checkout. */
    public static PlanSchema read() {
        return new PlanSchema(JsonMapper.shared().readTree(FILE));
    }

    /** The words that are allowed at a place of the schema, such as {@code /$defs/hazard/properties/severity}. */
    public List<String> words(String pointer) {
        return root.at(pointer + "/enum").valueStream().map(JsonNode::asString).toList();
    }

    /** What does not fit, each with its place in the document; empty where everything does. */
    public List<String> complaints(JsonNode document) {
        Check check = new Check(root, new ArrayList<>());
        check.value("", document, root);
        return check.found();
    }

    private record Check(JsonNode root, List<String> found) {
        void value(String at, JsonNode value, JsonNode schema) {
            schema.propertyNames().stream()
                    .filter(keyword -> !ABOUT.contains(keyword))
                    .forEach(keyword -> rule(at, value, schema, keyword));
        }

        private void rule(String at, JsonNode value, JsonNode schema, String keyword) {
            JsonNode rule = schema.path(keyword);
            switch (keyword) {
                case "$ref" -> value(at, value, root.at(rule.asString().substring(1)));
                case "type" -> demand(isOf(value, rule), at, "is not " + rule);
                case "const" -> demand(value.equals(rule), at, "is not " + rule);
                case "enum" -> demand(rule.valueStream().anyMatch(value::equals), at, "is none of " + rule);
                case "pattern" -> demand(value.asString("").matches(rule.asString()), at, "does not match " + rule);
                case "minimum" -> demand(value.asLong(Long.MIN_VALUE) >= rule.asLong(), at, "is below " + rule);
                case "items" -> items(at, value, rule);
                case "required" -> required(at, value, rule);
                case "properties" -> properties(at, value, schema);
                default -> demand(RULES.contains(keyword), at, "has a rule that is not known, " + keyword);
            }
        }

        private void items(String at, JsonNode value, JsonNode schema) {
            IntStream.range(0, value.size()).forEach(item -> value(at + "/" + item, value.path(item), schema));
        }

        private void required(String at, JsonNode value, JsonNode names) {
            names.valueStream()
                    .map(JsonNode::asString)
                    .forEach(name -> demand(value.has(name), at + "/" + name, "is missing"));
        }

        private void properties(String at, JsonNode value, JsonNode schema) {
            value.properties().forEach(property -> property(at + "/" + property.getKey(), property.getValue(), schema));
        }

        private void property(String at, JsonNode value, JsonNode schema) {
            String name = at.substring(at.lastIndexOf('/') + 1);
            List<JsonNode> schemas = new ArrayList<>();
            if (schema.path("properties").has(name)) {
                schemas.add(schema.path("properties").path(name));
            }
            schema.path("patternProperties").properties().stream()
                    .filter(pattern -> name.matches(pattern.getKey() + ".*"))
                    .forEach(pattern -> schemas.add(pattern.getValue()));
            demand(!schemas.isEmpty(), at, "is not in the schema");
            schemas.forEach(one -> value(at, value, one));
        }

        private void demand(boolean fits, String at, String complaint) {
            if (!fits) {
                found.add(at + " " + complaint);
            }
        }

        private static boolean isOf(JsonNode value, JsonNode type) {
            return type.isArray()
                    ? type.valueStream().anyMatch(one -> isOf(value, one))
                    : switch (type.asString()) {
                        case "object" -> value.isObject();
                        case "array" -> value.isArray();
                        case "string" -> value.isString();
                        case "boolean" -> value.isBoolean();
                        case "null" -> value.isNull();
                        case "integer" -> value.isIntegralNumber();
                        case "number" -> value.isNumber();
                        default -> false;
                    };
        }
    }
}
