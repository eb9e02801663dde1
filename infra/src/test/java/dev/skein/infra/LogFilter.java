package dev.skein.infra;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A metric filter of the template, applied to lines of a log as CloudWatch would: of its patterns the one form that is in use.
 *
 * @param field of the line that has to have the value
 * @param metric what it makes of a line
 */
record LogFilter(String field, String value, JsonNode metric) {
    private static final Pattern FORM = Pattern.compile("\\{ \\$\\.(\\w+) = \"([^\"]+)\" }");

    /** The filter that counts this metric. */
    static LogFilter of(Synthesis made, String metric) {
        JsonNode filter = made.resources("AWS::Logs::MetricFilter").values().stream()
                .map(resource -> resource.path("Properties"))
                .filter(found -> found.at("/MetricTransformations/0/MetricName")
                        .asString("")
                        .equals(metric))
                .findFirst()
                .orElseThrow();
        Matcher form = FORM.matcher(filter.path("FilterPattern").asString(""));
        if (!form.matches()) {
            throw new IllegalArgumentException("another form of filter: " + filter);
        }
        return new LogFilter(form.group(1), form.group(2), filter.at("/MetricTransformations/0"));
    }

    /** How many lines count. */
    long count(List<String> lines) {
        return lines.stream().map(LogFilter::json).filter(this::matches).count();
    }

    /** The values of a dimension in the lines that count. */
    List<String> dimension(List<String> lines, String name) {
        String path = metric.path("Dimensions")
                .valueStream()
                .filter(dimension -> dimension.path("Key").asString("").equals(name))
                .map(dimension -> dimension.path("Value").asString("").substring("$.".length()))
                .findFirst()
                .orElseThrow();
        return lines.stream()
                .map(LogFilter::json)
                .filter(this::matches)
                .map(line -> line.path(path).asString(""))
                .toList();
    }

    /** The metric's values, of a field of the lines that count; what is no number there is none for CloudWatch either. */
    List<Long> values(List<String> lines) {
        String path = metric.path("MetricValue").asString("").substring("$.".length());
        return lines.stream()
                .map(LogFilter::json)
                .filter(this::matches)
                .map(line -> line.path(path))
                .filter(JsonNode::isNumber)
                .map(JsonNode::asLong)
                .toList();
    }

    private boolean matches(JsonNode line) {
        return line.path(field).asString("").equals(value);
    }

    private static JsonNode json(String line) {
        return JsonMapper.shared().readTree(line);
    }
}
