package dev.skein.sandbox.secrets;

import dev.skein.sandbox.http.Json;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The parameters of a call. */
record Parameters(ObjectNode json) {
    Optional<String> text(String name) {
        JsonNode value = json.path(name);
        if (!value.isMissingNode() && !value.isNull() && !value.isString()) {
            throw wrongType(name);
        }
        return Json.text(json, name);
    }

    String secretId() {
        return required("SecretId");
    }

    String required(String name) {
        return text(name)
                .filter(value -> !value.isEmpty())
                .orElseThrow(() ->
                        SecretsError.invalidParameter("You must provide a value for the " + name + " parameter."));
    }

    /** The identifier of a new version; every SDK sends one. */
    String token() {
        String token =
                text("ClientRequestToken").orElseGet(() -> UUID.randomUUID().toString());
        if (token.length() < 32 || token.length() > 64) {
            throw SecretsError.invalidParameter("ClientRequestToken must be 32-64 characters long.");
        }
        return token;
    }

    boolean isTrue(String name) {
        JsonNode value = json.path(name);
        if (!value.isMissingNode() && !value.isNull() && !value.isBoolean()) {
            throw wrongType(name);
        }
        return value.asBoolean(false);
    }

    Optional<Integer> number(String name) {
        JsonNode value = json.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.canConvertToInt()) {
            throw wrongType(name);
        }
        return Optional.of(value.asInt());
    }

    /** The texts of a list; empty where it is not given. */
    List<String> texts(String name) {
        JsonNode list = json.path(name);
        boolean texts = list.isArray() && list.valueStream().allMatch(JsonNode::isString);
        if (!list.isMissingNode() && !list.isNull() && !texts) {
            throw wrongType(name);
        }
        return list.valueStream().map(JsonNode::asString).toList();
    }

    /** Refuses what the action does not honour; nulls ask for nothing. */
    void allowOnly(Set<String> names) {
        json.properties().forEach(entry -> {
            if (!names.contains(entry.getKey()) && !entry.getValue().isNull()) {
                throw SecretsError.unsupported("the parameter " + entry.getKey());
            }
        });
    }

    private static SecretsError wrongType(String name) {
        return new SecretsError(400, "SerializationException", name + " has a value of another type.");
    }
}
