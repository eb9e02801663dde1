package dev.skein.sandbox.sns;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** One condition of a filter policy on one attribute. */
@FunctionalInterface
interface Condition {
    /** Whether it holds for the values of the attribute; the list is empty where the message does not have it. */
    boolean holds(List<JsonNode> values);

    static Condition present() {
        return values -> !values.isEmpty();
    }

    static Condition absent() {
        return List::isEmpty;
    }

    /** Of an array, one value is enough. */
    static Condition anyValue(Predicate<JsonNode> predicate) {
        return values -> values.stream().anyMatch(predicate);
    }

    /** A text that the predicate accepts. */
    static Predicate<JsonNode> text(Predicate<String> predicate) {
        return value -> value.isString() && predicate.test(value.asString());
    }

    /** The same value of the same type; numbers as numbers, whatever their notation. */
    static Predicate<JsonNode> same(JsonNode wanted) {
        return wanted.isNumber() ? number(wanted.decimalValue(), order -> order == 0) : wanted::equals;
    }

    /** A number that compares with that one as the predicate accepts. */
    static Predicate<JsonNode> number(BigDecimal other, IntPredicate order) {
        return value -> isFinite(value) && order.test(value.decimalValue().compareTo(other));
    }

    /** Whether it is a number; JSON's 1e400 is none that can be compared. */
    static boolean isFinite(JsonNode value) {
        return value.isNumber() && !(value.isDouble() && !Double.isFinite(value.doubleValue()));
    }
}
