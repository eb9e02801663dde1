package dev.skein.sandbox.sns;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The fields of a call in the query protocol, or of one member of its lists.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-query-protocol.html">The protocol</a>
 */
record Fields(Map<String, String> values) {
    private static final Pattern MEMBER = Pattern.compile("(\\d{1,6})\\.(.+)");

    Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
    }

    String required(String name) {
        return get(name)
                .orElseThrow(() -> SnsError.invalidParameter(name + " Reason: no value for required parameter"));
    }

    /** The members below a prefix such as {@code Attributes.entry}, in the order of their numbers. */
    List<Fields> members(String prefix) {
        Map<Integer, Map<String, String>> members = new TreeMap<>();
        String start = prefix + ".";
        values.forEach((name, value) -> {
            if (name.startsWith(start)) {
                Matcher member = MEMBER.matcher(name.substring(start.length()));
                if (!member.matches()) {
                    throw SnsError.invalidParameter(name);
                }
                members.computeIfAbsent(Integer.valueOf(member.group(1)), number -> new LinkedHashMap<>())
                        .put(member.group(2), value);
            }
        });
        return members.values().stream().map(Fields::new).toList();
    }

    /** The map {@code Attributes}; a value may be empty. */
    Map<String, String> attributes() {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (Fields entry : members("Attributes.entry")) {
            entry.allowOnly(Set.of("key", "value"));
            attributes.put(entry.required("key"), entry.values().getOrDefault("value", ""));
        }
        return attributes;
    }

    /** Refuses every field that is neither named here nor below a name with a dot; empty ones ask for nothing. */
    void allowOnly(Set<String> names) {
        values.forEach((name, value) -> {
            boolean known = names.contains(name)
                    || names.stream().anyMatch(prefix -> prefix.contains(".") && name.startsWith(prefix + "."));
            if (!known && !value.isEmpty()) {
                throw SnsError.unsupported("the parameter " + name);
            }
        });
    }
}
