package dev.skein.sandbox.sns;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** Reads one condition of a filter policy; refuses what it does not know. */
final class ConditionParser {
    private static final Set<String> ONLY_AT_SNS = Set.of("cidr", "wildcard");

    private ConditionParser() {}

    static Condition parse(JsonNode condition) {
        if (condition.isArray() || isEndless(condition)) {
            throw FilterPolicy.invalid("Match value must be String, number, true, false, or null");
        }
        return condition.isObject() ? operator(only(condition)) : Condition.anyValue(Condition.same(condition));
    }

    private static boolean isEndless(JsonNode value) {
        return value.isNumber() && !Condition.isFinite(value);
    }

    private static Condition operator(Map.Entry<String, JsonNode> operator) {
        JsonNode operand = operator.getValue();
        return switch (operator.getKey()) {
            case "exists" -> exists(operand);
            case "numeric" -> Condition.anyValue(NumericRange.parse(operand));
            case "anything-but" -> Condition.anyValue(anythingBut(operand));
            default -> Condition.anyValue(text(operator));
        };
    }

    private static Condition exists(JsonNode operand) {
        if (!operand.isBoolean()) {
            throw FilterPolicy.invalid("exists match pattern must be either true or false.");
        }
        return operand.asBoolean() ? Condition.present() : Condition.absent();
    }

    private static Predicate<JsonNode> text(Map.Entry<String, JsonNode> operator) {
        String name = operator.getKey();
        return switch (name) {
            case "prefix", "suffix" -> end(operator);
            case "equals-ignore-case" -> {
                String wanted = fold(string(operator));
                yield Condition.text(value -> fold(value).equals(wanted));
            }
            default -> throw unknown(name);
        };
    }

    private static Predicate<JsonNode> end(Map.Entry<String, JsonNode> operator) {
        String name = operator.getKey();
        return switch (name) {
            case "prefix" -> {
                String wanted = string(operator);
                yield Condition.text(value -> value.startsWith(wanted));
            }
            case "suffix" -> {
                String wanted = string(operator);
                yield Condition.text(value -> value.endsWith(wanted));
            }
            default -> throw unknown(name);
        };
    }

    private static Predicate<JsonNode> anythingBut(JsonNode operand) {
        if (operand.isObject()) {
            return present(end(only(operand)).negate());
        }
        List<JsonNode> excluded = operand.isArray() ? operand.valueStream().toList() : List.of(operand);
        boolean valid = excluded.stream().allMatch(value -> value.isString() || Condition.isFinite(value));
        if (excluded.isEmpty() || !valid) {
            throw FilterPolicy.invalid("anything-but takes strings, numbers, a prefix or a suffix");
        }
        return present(
                value -> excluded.stream().noneMatch(one -> Condition.same(one).test(value)));
    }

    /** An empty array has no value that could be something else. */
    private static Predicate<JsonNode> present(Predicate<JsonNode> predicate) {
        return value -> !value.isMissingNode() && predicate.test(value);
    }

    private static Map.Entry<String, JsonNode> only(JsonNode expression) {
        if (expression.size() != 1) {
            throw FilterPolicy.invalid("Only one key allowed in match expression");
        }
        return expression.properties().iterator().next();
    }

    private static String string(Map.Entry<String, JsonNode> operator) {
        JsonNode operand = operator.getValue();
        if (!operand.isString() || operand.asString().isEmpty()) {
            throw FilterPolicy.invalid(operator.getKey() + " match pattern must be a string");
        }
        return operand.asString();
    }

    private static String fold(String text) {
        return text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    private static SnsError unknown(String operator) {
        return ONLY_AT_SNS.contains(operator)
                ? SnsError.unsupported("the operator " + operator + " of filter policies")
                : FilterPolicy.invalid("Unrecognized match type " + operator);
    }
}
