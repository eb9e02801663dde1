package dev.skein.infra;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import tools.jackson.databind.JsonNode;

/**
 * Works out the functions of CloudFormation that templates here use.
 *
 * @param lookup the value of a resource's attribute, by their names; of a reference the attribute is {@code Ref}
 */
record Intrinsics(BinaryOperator<String> lookup) {
    /** For people: {@code <worker.Arn>}. */
    static final Intrinsics READABLE = new Intrinsics((resource, attribute) ->
            "<" + resource.replaceAll("[0-9A-F]{8}$", "") + (attribute.equals("Ref") ? "" : "." + attribute) + ">");

    /** A value as text. */
    String text(JsonNode value) {
        if (!value.isObject()) {
            return value.asString("");
        }
        if (value.has("Ref")) {
            return lookup.apply(value.path("Ref").asString(""), "Ref");
        }
        if (value.has("Fn::GetAtt")) {
            return lookup.apply(
                    value.at("/Fn::GetAtt/0").asString(""),
                    value.at("/Fn::GetAtt/1").asString(""));
        }
        if (value.has("Fn::Join")) {
            return String.join(value.at("/Fn::Join/0").asString(""), texts(value.at("/Fn::Join/1")));
        }
        if (value.has("Fn::ImportValue")) {
            return "<" + text(value.path("Fn::ImportValue")).replaceFirst("^.*?ExportsOutput(Ref|FnGetAtt)", "") + ">";
        }
        if (value.has("Fn::Sub")) {
            return value.path("Fn::Sub").asString("");
        }
        throw new IllegalArgumentException("no function that is known: " + value);
    }

    /** A value, or a list of them, as texts. */
    List<String> texts(JsonNode values) {
        List<String> texts = new ArrayList<>();
        if (values.isArray()) {
            values.forEach(value -> texts.add(text(value)));
        } else if (!values.isMissingNode()) {
            texts.add(text(values));
        }
        return texts;
    }
}
