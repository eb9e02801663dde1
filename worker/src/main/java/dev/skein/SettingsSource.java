package dev.skein;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The settings as text, from the file named by {@code SKEIN_CONFIG} and from {@code SKEIN_…} variables, which win. A key
 * {@code targets.orders.password-file} is the variable {@code SKEIN_TARGETS_ORDERS_PASSWORD_FILE}.
 */
final class SettingsSource {
    static final String CONFIG = "SKEIN_CONFIG";
    private static final String PREFIX = "SKEIN_";
    private static final String TARGETS = "targets.";

    /** Variables of the scripts and of logging, which are no settings of the worker. */
    private static final List<String> OTHERS = List.of(CONFIG, "SKEIN_LOG_FORMAT", "SKEIN_JAVA_OPTS", "SKEIN_SANDBOX_");

    private final Map<String, Value> values = new TreeMap<>();
    private final List<String> mistakes;

    private SettingsSource(List<String> mistakes) {
        this.mistakes = mistakes;
    }

    /**
     * A setting's text.
     *
     * @param origin where it stands, for messages
     */
    record Value(String text, String origin) {}

    /** Reads both; what cannot be read is a mistake. */
    static SettingsSource read(Map<String, String> environment, List<String> mistakes) {
        SettingsSource source = new SettingsSource(mistakes);
        String file = environment.getOrDefault(CONFIG, "");
        if (!file.isEmpty()) {
            source.readFile(Path.of(file));
        }
        new TreeMap<>(environment).forEach(source::readVariable);
        return source;
    }

    Optional<Value> take(String key) {
        return Optional.ofNullable(values.remove(key))
                .filter(value -> !value.text().isEmpty());
    }

    /** A setting's text; empty where it is not set. */
    Optional<String> text(String key) {
        return take(key).map(Value::text);
    }

    /** A setting of several values, set apart by commas; nothing where it is not set. */
    List<String> list(String key) {
        return text(key)
                .map(values ->
                        Arrays.stream(values.split(",", -1)).map(String::strip).toList())
                .orElse(List.of());
    }

    /** All settings below a prefix, without it. */
    Map<String, String> takeAll(String prefix) {
        Map<String, String> found = new TreeMap<>();
        List<String> keys =
                values.keySet().stream().filter(key -> key.startsWith(prefix)).toList();
        keys.forEach(key -> text(key).ifPresent(text -> found.put(key.substring(prefix.length()), text)));
        return found;
    }

    List<String> targetNames() {
        return values.keySet().stream()
                .filter(key -> key.startsWith(TARGETS) && key.indexOf('.', TARGETS.length()) > 0)
                .map(key -> key.substring(TARGETS.length(), key.indexOf('.', TARGETS.length())))
                .distinct()
                .toList();
    }

    /** What nobody took is no setting. */
    void refuseRest() {
        values.forEach((key, value) -> mistakes.add(value.origin() + ": there is no such setting (" + key + ")"));
    }

    private void readFile(Path file) {
        try {
            flatten("", new YAMLMapper().readTree(Files.readAllBytes(file)), file);
        } catch (IOException e) {
            mistakes.add(CONFIG + ": the file " + file + " cannot be read");
        } catch (JacksonException e) {
            mistakes.add(CONFIG + ": the file " + file + " is not YAML, at line "
                    + (e.getLocation() == null ? "?" : e.getLocation().getLineNr()));
        }
    }

    private void flatten(String prefix, JsonNode node, Path file) {
        for (Map.Entry<String, JsonNode> property : node.properties()) {
            String key = prefix + property.getKey();
            JsonNode value = property.getValue();
            if (value.isObject()) {
                flatten(key + ".", value, file);
            } else if (value.isArray()) {
                List<String> items = new ArrayList<>();
                value.forEach(item -> items.add(item.asString("")));
                values.put(key, new Value(String.join(",", items), key + " in " + file));
            } else {
                values.put(key, new Value(value.asString(""), key + " in " + file));
            }
        }
    }

    private void readVariable(String variable, String text) {
        if (!variable.startsWith(PREFIX) || OTHERS.stream().anyMatch(variable::startsWith)) {
            return;
        }
        String name =
                variable.substring(PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '-');
        String key = name.startsWith("targets-") ? targetKey(name.substring("targets-".length())) : name;
        values.put(key, new Value(text, variable));
    }

    /** The longest field that the name ends with; the rest is the target. */
    private static String targetKey(String name) {
        return TargetSettings.FIELDS.stream()
                .filter(field -> name.endsWith("-" + field))
                .max(Comparator.comparingInt(String::length))
                .map(field -> TARGETS + name.substring(0, name.length() - field.length() - 1) + "." + field)
                .orElse(TARGETS + name);
    }
}
