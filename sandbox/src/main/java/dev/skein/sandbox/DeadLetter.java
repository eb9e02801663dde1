package dev.skein.sandbox;

import dev.skein.sandbox.http.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import software.amazon.awssdk.services.sqs.model.Message;
import tools.jackson.databind.JsonNode;

/** A message in the dead-letter queue, as a person reads it. */
record DeadLetter(Message message) {
    String render() {
        List<String> lines = new ArrayList<>();
        lines.add("message " + message.messageId());
        new TreeMap<>(message.messageAttributes())
                .forEach((name, value) -> lines.add("  " + name + ": " + value.stringValue()));
        JsonNode records = Json.parse(message.body()).orElseGet(Json::object).path("Records");
        if (records.isEmpty()) {
            String body = message.body();
            lines.add("  body: " + body.substring(0, Math.min(200, body.length())));
        }
        records.forEach(entry -> lines.add("  " + object(entry)));
        return String.join("\n", lines);
    }

    private static String object(JsonNode entry) {
        JsonNode s3 = entry.path("s3");
        String key = URLDecoder.decode(s3.path("object").path("key").asString(""), StandardCharsets.UTF_8);
        return entry.path("eventName").asString("") + " s3://"
                + s3.path("bucket").path("name").asString("") + "/" + key + " version "
                + s3.path("object").path("versionId").asString("none");
    }
}
