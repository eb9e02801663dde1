package dev.skein.benchmarks;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** Looks whether everything was applied, and nothing twice. */
final class BurstCheck {
    /** So long a queue may take to be empty after the last outcome is there: half a minute. */
    private static final int TRIES = 300;

    private static final int MILLIS = 100;

    private final Tenants tenants;
    private final CloudDoor cloud;
    private final List<String> faults = new ArrayList<>();
    private final Map<String, Integer> ends = new TreeMap<>();

    /** One for each end. */
    private final Map<String, String> examples = new HashMap<>();

    BurstCheck(Tenants tenants) {
        this.tenants = tenants;
        this.cloud = tenants.cloud();
    }

    /** Looks at bucket, queues and database after a burst. */
    static BurstCheck of(Tenants tenants, Burst burst, int versions)
            throws IOException, SQLException, InterruptedException {
        BurstCheck check = new BurstCheck(tenants);
        check.queue("SKEIN_UPLOADS_QUEUE", 0);
        check.queue("SKEIN_DEAD_LETTERS_QUEUE", 0);
        check.queue("SKEIN_SANDBOX_OUTCOMES_INBOX", burst.uploads().size());
        check.outcomes(burst.uploads());
        check.database(versions);
        return check;
    }

    /** What is wrong, one sentence each. */
    List<String> faults() {
        return faults;
    }

    /** How many uploads ended with a status, and a reason where it has one, such as {@code UNCHANGED superseded}. */
    int ended(String end) {
        return ends.getOrDefault(end, 0);
    }

    private void queue(String variable, int expected) throws IOException, InterruptedException {
        String url = tenants.environment().getOrDefault(variable, "");
        int depth = cloud.depth(url);
        for (int tries = 0; depth != expected && tries < TRIES; tries++) {
            TimeUnit.MILLISECONDS.sleep(MILLIS);
            depth = cloud.depth(url);
        }
        if (depth != expected) {
            faults.add(variable + " holds " + depth + " messages and not " + expected);
        }
    }

    private void outcomes(List<Upload> uploads) throws IOException {
        List<String> found = cloud.keys("runs/").stream()
                .filter(key -> key.endsWith("/outcome.json"))
                .toList();
        Set<String> expected =
                new HashSet<>(uploads.stream().map(Upload::outcome).toList());
        if (found.size() != uploads.size() || !expected.containsAll(found)) {
            faults.add("the bucket has " + found.size() + " outcomes of " + uploads.size() + " uploads, or others");
        }
        for (String key : found) {
            count(cloud.json(key));
        }
        ends.forEach((end, times) -> {
            if (!end.startsWith("APPLIED") && !end.startsWith("UNCHANGED")) {
                faults.add(times + " uploads ended as " + end + ", such as " + examples.get(end));
            }
        });
    }

    private void count(JsonNode outcome) {
        String why = outcome.path("reason").asString("")
                + outcome.path("problem").path("code").asString("");
        String end = (outcome.path("status").asString() + " " + why).strip();
        ends.merge(end, 1, Integer::sum);
        examples.putIfAbsent(
                end,
                outcome.path("runId").asString() + ": "
                        + outcome.path("problem").path("message").asString("") + " "
                        + outcome.path("problem").path("sqlState").asString("") + " "
                        + outcome.path("problem").path("detail").asString(""));
    }

    private void database(int versions) throws SQLException {
        try (Connection connection = tenants.sandbox().server().connect(Tenants.DATABASE, LoadDatabase.OWNER);
                Statement statement = connection.createStatement()) {
            for (String schema : tenants.names()) {
                schema(statement, schema, versions);
            }
        }
    }

    private void schema(Statement statement, String schema, int versions) throws SQLException {
        try (ResultSet rows = statement.executeQuery("""
                SELECT (SELECT count(*) FROM %1$s.effect),
                       (SELECT count(DISTINCT migration) FROM %1$s.effect WHERE migration BETWEEN 1 AND %2$d),
                       (SELECT count(*) FROM %1$s.flyway_schema_history WHERE version IS NOT NULL),
                       (SELECT count(DISTINCT version) FROM %1$s.flyway_schema_history WHERE success)
                """.formatted(schema, versions))) {
            rows.next();
            for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                if (rows.getInt(column) != versions) {
                    faults.add("target " + schema + " has " + rows.getInt(column) + " and not " + versions
                            + (column <= 2 ? " rows of its migrations" : " entries in its history"));
                }
            }
        }
    }
}
