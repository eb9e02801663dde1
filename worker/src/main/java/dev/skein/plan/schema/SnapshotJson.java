package dev.skein.plan.schema;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A snapshot as JSON, schema {@code skein.schema/1}. The same definitions give the same text. */
public final class SnapshotJson {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private SnapshotJson() {}

    /** Writes it: objects in the order of their kinds and names, each with the fields that apply. */
    public static String of(Snapshot snapshot) {
        ObjectNode root = JSON.createObjectNode().put("schema", "skein.schema/1");
        ArrayNode objects = root.putArray("objects");
        snapshot.objects().values().forEach(object -> add(objects, object));
        return JSON.writeValueAsString(root);
    }

    private static void add(ArrayNode objects, SchemaObject object) {
        ObjectNode node = objects.addObject().put("kind", object.id().kind().label());
        if (!object.id().relation().isEmpty()) {
            node.put("relation", object.id().relation());
        }
        node.put("name", object.id().name());
        ObjectNode fields = node.putObject("fields");
        object.fields().forEach((field, text) -> fields.put(field.label(), text));
    }
}
