package dev.skein.sandbox.sns;

import dev.skein.sandbox.http.Json;
import dev.skein.sandbox.sqs.MessageAttribute;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which messages a subscription wants, by their attributes; one without attributes of its own wants all.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html">Filter policies</a>
 */
final class FilterPolicy {
    private static final int MOST_ATTRIBUTES = 5;
    private static final int MOST_COMBINATIONS = 150;

    private final Map<String, List<Condition>> conditions;

    private FilterPolicy(Map<String, List<Condition>> conditions) {
        this.conditions = conditions;
    }

    /** Reads a policy; throws {@link SnsError} for all that it does not understand. */
    static FilterPolicy parse(String json) {
        ObjectNode policy = Json.parseObject(json).orElseThrow(() -> invalid("failed to parse JSON object"));
        Map<String, List<Condition>> conditions = new LinkedHashMap<>();
        policy.properties().forEach(entry -> conditions.put(entry.getKey(), conditions(entry)));
        if (conditions.size() > MOST_ATTRIBUTES) {
            throw invalid("Filter policy can not have more than 5 keys");
        }
        long combinations = 1;
        for (List<Condition> alternatives : conditions.values()) {
            combinations *= alternatives.size();
            if (combinations > MOST_COMBINATIONS) {
                throw invalid("Filter policy is too complex");
            }
        }
        return new FilterPolicy(conditions);
    }

    static FilterPolicy everything() {
        return new FilterPolicy(Map.of());
    }

    boolean wants(Map<String, MessageAttribute> attributes) {
        return conditions.entrySet().stream().allMatch(entry -> {
            MessageAttribute attribute = attributes.get(entry.getKey());
            List<JsonNode> values = attribute == null ? List.of() : values(attribute);
            return entry.getValue().stream().anyMatch(condition -> condition.holds(values));
        });
    }

    static SnsError invalid(String reason) {
        return SnsError.invalidParameter("FilterPolicy: " + reason);
    }

    private static List<Condition> conditions(Map.Entry<String, JsonNode> entry) {
        if (entry.getKey().equals("$or")) {
            throw SnsError.unsupported("the operator $or of filter policies");
        }
        JsonNode alternatives = entry.getValue();
        if (!alternatives.isArray()) {
            throw invalid("\"" + entry.getKey() + "\" must be an array");
        }
        if (alternatives.isEmpty()) {
            throw invalid("Empty arrays are not allowed");
        }
        return alternatives.valueStream().map(ConditionParser::parse).toList();
    }

    /** Policies do not see binary attributes. */
    private static List<JsonNode> values(MessageAttribute attribute) {
        if (attribute.isBinary()) {
            return List.of();
        }
        if (attribute.dataType().equals("String.Array")) {
            return elements(attribute.value());
        }
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return attribute.dataType().startsWith("Number")
                ? List.of(nodes.numberNode(new BigDecimal(attribute.value())))
                : List.of(nodes.stringNode(attribute.value()));
    }

    /** Of a text that is no array, or an empty one, there is an attribute but no value that anything equals. */
    private static List<JsonNode> elements(String array) {
        return Json.parse(array)
                .filter(node -> node.isArray() && !node.isEmpty())
                .map(node -> node.valueStream().toList())
                .orElse(List.of(MissingNode.getInstance()));
    }
}
