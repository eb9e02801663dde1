package dev.skein.sandbox.sns;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** Reads the operator {@code numeric}: one comparison, or a lower and an upper one. */
final class NumericRange {
    private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000);

    private NumericRange() {}

    static Predicate<JsonNode> parse(JsonNode expression) {
        List<JsonNode> parts = expression.valueStream().toList();
        if (!expression.isArray() || (parts.size() != 2 && parts.size() != 4)) {
            throw FilterPolicy.invalid("Value of numeric must be an array of one or two comparisons");
        }
        Predicate<JsonNode> first = comparison(parts.get(0), parts.get(1));
        return parts.size() == 2 ? first : first.and(upper(parts));
    }

    private static Predicate<JsonNode> upper(List<JsonNode> parts) {
        if (!text(parts.get(0)).startsWith(">") || !text(parts.get(2)).startsWith("<")) {
            throw FilterPolicy.invalid("A numeric range has a lower and then an upper end");
        }
        Predicate<JsonNode> upper = comparison(parts.get(2), parts.get(3));
        if (parts.get(1).decimalValue().compareTo(parts.get(3).decimalValue()) >= 0) {
            throw FilterPolicy.invalid("Bottom must be less than top");
        }
        return upper;
    }

    private static Predicate<JsonNode> comparison(JsonNode operator, JsonNode limit) {
        if (!Condition.isFinite(limit) || limit.decimalValue().abs().compareTo(MOST) > 0) {
            throw FilterPolicy.invalid("Value of numeric must be a number from -1e9 to 1e9");
        }
        IntPredicate order = switch (text(operator)) {
            case "=" -> sign -> sign == 0;
            case "<" -> sign -> sign < 0;
            case "<=" -> sign -> sign <= 0;
            case ">" -> sign -> sign > 0;
            case ">=" -> sign -> sign >= 0;
            default -> throw FilterPolicy.invalid("Unrecognized numeric range operator: " + operator);
        };
        return Condition.number(limit.decimalValue(), order);
    }

    private static String text(JsonNode operator) {
        return operator.isString() ? operator.asString() : "";
    }
}
