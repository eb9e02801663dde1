package dev.skein.intake;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A message that nobody should send.
 *
 * @param fate what has to become of it: a dead letter's reason, or {@link #IGNORED}
 */
public record Hostile(String name, String body, String fate) {
    /** Ends without a trace but a line in the log. */
    public static final String IGNORED = "ignored";

    /** The bucket of which uploads are taken, in all of them. */
    public static final String BUCKET = "bucket-of-the-worker";

    static final String UNREADABLE = "unreadable-message";
    private static final String FOREIGN_BUCKET = "foreign-bucket";
    private static final String FOREIGN_ACCOUNT = "foreign-account";
    private static final String UNROUTABLE = "unroutable-key";
    private static final String MISSING = "upload-missing";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String KEY = "bundles/orders/orders/1.zip";
    private static final String MINE = Events.s3(Events.record(BUCKET, KEY, "v"));

    /** Readable, and refused for its bucket: what a change breaks becomes unreadable. */
    private static final String ANOTHER = Events.s3(Events.record("another", KEY, "v"));

    private static final String BY_EVENTBRIDGE = Events.eventBridge(Events.ACCOUNT, "another", KEY, "v");
    private static final String BY_TOPIC = Events.sns(Events.ACCOUNT, ANOTHER);

    /** Without these there is no event. */
    private static final Set<String> NEEDED = Set.of(
            "",
            "/Records",
            "/Records/0",
            "/Records/0/eventName",
            "/Records/0/s3",
            "/Records/0/s3/bucket",
            "/Records/0/s3/bucket/name",
            "/Records/0/s3/object",
            "/Records/0/s3/object/key",
            "/Records/0/s3/object/versionId",
            "/detail-type",
            "/source",
            "/account",
            "/detail",
            "/detail/bucket",
            "/detail/bucket/name",
            "/detail/object",
            "/detail/object/key",
            "/detail/object/version-id",
            "/Type",
            "/TopicArn",
            "/Message");

    /** These may be missing, but not wrong. */
    private static final Set<String> EXACT = Set.of("/Records/0/eventVersion", "/Records/0/eventSource");

    private static final Map<String, String> WRONG = Map.of(
            "null", "null", "number", "7", "true", "true", "array", "[]", "object", "{}", "empty", "\"\"", "huge",
            "1e99");

    /** All of them, each with another body. */
    public static List<Hostile> all() {
        Map<String, Hostile> all = new LinkedHashMap<>();
        List<Hostile> found = new ArrayList<>();
        List.of(ANOTHER, BY_EVENTBRIDGE, BY_TOPIC).forEach(body -> {
            found.addAll(wrongTypes(body));
            found.addAll(truncated(body));
        });
        found.addAll(texts());
        found.addAll(names());
        found.addAll(forms());
        found.forEach(hostile -> all.putIfAbsent(hostile.body, hostile));
        return List.copyOf(all.values());
    }

    /** Whether SQS would take it: XML's characters, and not more than 1 MiB of them. */
    public boolean isSendable() {
        return !body.isEmpty()
                && body.getBytes(StandardCharsets.UTF_8).length <= EventText.LONGEST - 1_000
                && body.codePoints()
                        .allMatch(point -> point == '\t'
                                || point == '\n'
                                || point == '\r'
                                || (point >= ' ' && point <= 0xD7FF)
                                || (point >= 0xE000 && point <= 0xFFFD)
                                || point > 0xFFFF);
    }

    @Override
    public String toString() {
        return name;
    }

    private static List<Hostile> wrongTypes(String body) {
        List<Hostile> found = new ArrayList<>();
        for (String path : paths(JSON.readTree(body), "")) {
            WRONG.forEach((name, value) -> found.add(new Hostile(
                    path + " is " + name,
                    with(body, path, JSON.readTree(value)),
                    NEEDED.contains(path) || EXACT.contains(path) ? UNREADABLE : FOREIGN_BUCKET)));
            if (!path.isEmpty()) {
                found.add(new Hostile(
                        path + " is missing",
                        without(body, path),
                        NEEDED.contains(path) ? UNREADABLE : FOREIGN_BUCKET));
            }
        }
        return found;
    }

    private static List<String> paths(JsonNode node, String path) {
        List<String> paths = new ArrayList<>(List.of(path));
        node.properties().forEach(field -> paths.addAll(paths(field.getValue(), path + "/" + field.getKey())));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            paths.addAll(paths(node.get(i), path + "/" + i));
        }
        return paths;
    }

    private static String with(String body, String path, JsonNode value) {
        if (path.isEmpty()) {
            return value.toString();
        }
        JsonNode root = JSON.readTree(body);
        int end = path.lastIndexOf('/');
        JsonNode parent = root.at(path.substring(0, end));
        String name = path.substring(end + 1);
        if (parent.isArray()) {
            parent.asArray().set(Integer.parseInt(name), value);
        } else {
            parent.asObject().set(name, value);
        }
        return root.toString();
    }

    private static String without(String body, String path) {
        JsonNode root = JSON.readTree(body);
        int end = path.lastIndexOf('/');
        JsonNode parent = root.at(path.substring(0, end));
        String name = path.substring(end + 1);
        if (parent.isArray()) {
            parent.asArray().remove(Integer.parseInt(name));
        } else {
            parent.asObject().remove(name);
        }
        return root.toString();
    }

    private static List<Hostile> truncated(String body) {
        return IntStream.range(0, 20)
                .mapToObj(i -> new Hostile(
                        "cut after " + i + " twentieths", body.substring(0, body.length() * i / 20), UNREADABLE))
                .toList();
    }

    /** What is wrong as a text already. */
    private static List<Hostile> texts() {
        return List.of(
                unreadable("no JSON", "not json at all"),
                unreadable("blank", " \n\t "),
                unreadable("XML", "<Records/>"),
                unreadable("NUL", "\0"),
                unreadable("a NUL behind", MINE + "\0"),
                unreadable("a NUL inside", MINE.replace(KEY, "bundles/\0")),
                unreadable("a byte order mark", "\uFEFF" + MINE),
                unreadable("an unpaired surrogate", MINE.replace(KEY, "bundles/\uD800")),
                unreadable("an escaped unpaired surrogate", MINE.replace(KEY, "bundles/\\uD800")),
                unreadable("an invalid escape", MINE.replace(KEY, "bundles/\\x41")),
                unreadable("half an escape", MINE.replace(KEY, "bundles/\\u00")),
                unreadable("a line break in a text", MINE.replace(KEY, "bundles/\n")),
                unreadable("two documents", MINE + MINE),
                unreadable("something behind", MINE + "]"),
                unreadable("a comma too many", MINE.replace("}]}", "}],}")),
                unreadable("a comment", "/**/" + MINE),
                unreadable("single quotes", MINE.replace('"', '\'')),
                unreadable("not a number", MINE.replace("1024", "NaN")),
                unreadable("a number without end", MINE.replace("1024", "9".repeat(100_000))),
                unreadable(
                        "a number of many digits in a field that nobody reads",
                        MINE.replace("1024", "1." + "9".repeat(500))),
                unreadable("deep arrays", "[".repeat(100_000)),
                unreadable("deep and complete", "[".repeat(50_000) + "]".repeat(50_000)),
                unreadable("deep objects", "{\"Records\":".repeat(20_000)),
                unreadable(
                        "deep below a field that nobody reads",
                        MINE.replace("1024", "[".repeat(100) + "]".repeat(100))),
                unreadable("a million tokens", "[" + "{},".repeat(340_000) + "{}]"),
                unreadable("a million Records", "{\"Records\":[" + "{},".repeat(340_000) + "{}]}"),
                unreadable(
                        "Records without end",
                        "{\"Records\":[" + (Events.record(BUCKET, KEY, "v") + ",").repeat(1_000)),
                unreadable("1,001 Records", many(1_001)),
                unreadable("a name of a million characters", "{\"" + "x".repeat(1_000_000) + "\":1}"),
                unreadable("longer than SQS allows", MINE.replace("1024", "\"" + "x".repeat(1 << 20) + "\"")),
                unreadable("Records twice", MINE.replace("{\"Records\"", "{\"Records\":[],\"Records\"")),
                unreadable("the bucket twice", MINE.replace("{\"name\":", "{\"name\":\"another\",\"name\":")),
                unreadable("the key twice", MINE.replace("{\"key\":", "{\"key\":\"bundles/x\",\"key\":")),
                unreadable(
                        "the versionId twice, once escaped",
                        MINE.replace("{\"key\":", "{\"\\u0076ersionId\":\"w\",\"key\":")));
    }

    /** Names that are none, and names that lead elsewhere. */
    private static List<Hostile> names() {
        List<Hostile> found = new ArrayList<>();
        List.of("%", "%2", "%zz", "%+1", "%C3", "%FF", "%ED%A0%80", "%C0%AE%C0%AE/", "%F8%88%80%80%80")
                .forEach(key -> found.add(unreadable("key " + key, mine("bundles/" + key, "v"))));
        found.add(unreadable("a key of 1,025 bytes", mine("bundles/" + "k".repeat(1_017), "v")));
        found.add(unreadable("a key of a quarter million", mine("bundles/" + "k".repeat(250_000), "v")));
        found.add(unreadable("a key of 1,026 bytes of UTF-8", mine("bundles/" + "%C3%A9".repeat(509), "v")));
        List.of(
                        "..",
                        ".",
                        "../../x",
                        "a/b",
                        "null",
                        "v v",
                        "v%00",
                        "v\\u0000",
                        "v\\n",
                        "é",
                        "v?x=1",
                        "v&prefix=",
                        "v".repeat(256))
                .forEach(version -> found.add(unreadable("version " + version, mine(KEY, version))));
        List.of("a/b", "..%2F", "b b", "b\\u0000", "\\u202e", "b".repeat(256), "arn:aws:s3:::b", "b?x")
                .forEach(bucket ->
                        found.add(unreadable("bucket " + bucket, Events.s3(Events.record(bucket, KEY, "v")))));
        List<String> keys = List.of(
                "bundles/",
                "bundles/../etc/passwd",
                "bundles/orders/orders/../../x.zip",
                "bundles//orders/1.zip",
                "bundles/orders/orders/1.ZIP",
                "bundles/orders/orders/1.zip/",
                "bundles/Orders/orders/1.zip",
                "bundles/orders/orders/1.zip%00",
                "bundles/%00",
                "bundles/%0A%0D",
                "bundles/%1B[31m",
                "bundles/%E2%80%AE",
                "bundles/%EF%BF%BF",
                "bundles/%3Cscript%3E.zip",
                "bundles/'%3BDROP+TABLE+x%3B--.zip",
                "bundles/orders/orders/%24{jndi:ldap://x}.zip",
                "bundles/orders/_unroutable/1.zip",
                "bundles/orders/orders/" + "1".repeat(101) + ".zip",
                "bundles/" + "k".repeat(1_016));
        for (int i = 0; i < keys.size(); i++) {
            found.add(new Hostile("key " + i, mine(keys.get(i), "unroutable" + i), UNROUTABLE));
        }
        found.add(new Hostile("a version that S3 never gave", mine(KEY, "none"), MISSING));
        found.add(new Hostile("a version that is gone", mine(KEY, "x".repeat(32)), MISSING));
        return found;
    }

    /** Right as JSON, and of the wrong kind, version, case or origin. */
    private static List<Hostile> forms() {
        List<Hostile> found = new ArrayList<>();
        List.of("3.0", "1.0", "20.1", "two", "2x", "-2", " 2.1")
                .forEach(version ->
                        found.add(unreadable("version " + version, MINE.replace("\"2.1\"", "\"" + version + "\""))));
        List.of("records", "RECORDS", "Records ", "Record", "Message", "detail")
                .forEach(name -> found.add(unreadable("field " + name, MINE.replace("Records", name))));
        found.add(unreadable("another source", MINE.replace("aws:s3", "aws:sns")));
        found.add(unreadable("a source in upper case", MINE.replace("aws:s3", "AWS:S3")));
        found.add(unreadable(
                "another event beside Records that are none", "{\"Event\":\"s3:TestEvent\",\"Records\":[]}"));
        found.add(unreadable("a test of nobody", "{\"Event\":\"TestEvent\"}"));
        found.add(unreadable("a good record and an empty one", Events.s3(Events.record(BUCKET, KEY, "v"), "{}")));
        found.add(unreadable("a good record and none", Events.s3(Events.record(BUCKET, KEY, "v"), "null")));
        String mineByBridge = Events.eventBridge(Events.ACCOUNT, BUCKET, KEY, "v");
        found.add(unreadable("an event of nobody's", mineByBridge.replace("aws.s3", "my.s3")));
        List.of("1", "0000000000000", "00000000000a", "０00000000000")
                .forEach(account ->
                        found.add(unreadable("account " + account, Events.eventBridge(account, BUCKET, KEY, "v"))));
        List.of("1", "", "０00000000000")
                .forEach(account -> found.add(unreadable("topic of " + account, Events.sns(account, MINE))));
        found.add(unreadable(
                "a topic of another service", Events.sns(Events.ACCOUNT, MINE).replace(":sns:", ":sqs:")));
        found.add(unreadable(
                "a subscription",
                Events.sns(Events.ACCOUNT, MINE)
                        .replace("Notification\",\"MessageId", "SubscriptionConfirmation\",\"MessageId")));
        found.add(unreadable("a topic within a topic", Events.sns(Events.ACCOUNT, Events.sns(Events.ACCOUNT, MINE))));
        found.add(unreadable("a topic around garbage", Events.sns(Events.ACCOUNT, "[[[")));
        found.add(unreadable("a topic around nothing", Events.sns(Events.ACCOUNT, "")));
        List.of("111111111111", "999999999999").forEach(account -> {
            found.add(
                    new Hostile("event of " + account, Events.eventBridge(account, BUCKET, KEY, "v"), FOREIGN_ACCOUNT));
            found.add(new Hostile("topic of " + account, Events.sns(account, MINE), FOREIGN_ACCOUNT));
            found.add(new Hostile(
                    "own topic, event of " + account,
                    Events.sns(Events.ACCOUNT, Events.eventBridge(account, BUCKET, KEY, "v")),
                    FOREIGN_ACCOUNT));
            found.add(new Hostile("several by a topic of " + account, Events.sns(account, many(3)), FOREIGN_ACCOUNT));
        });
        found.add(new Hostile(
                "another bucket in upper case",
                Events.s3(Events.record(BUCKET.toUpperCase(java.util.Locale.ROOT), KEY, "v")),
                FOREIGN_BUCKET));
        List.of(
                        "ObjectRemoved:Delete",
                        "objectcreated:put",
                        "OBJECTCREATED:Put",
                        "ObjectCreated",
                        " ObjectCreated:Put",
                        "x".repeat(100_000),
                        "\\u0000\\n")
                .forEach(kind -> found.add(new Hostile(
                        "event " + kind.substring(0, Math.min(30, kind.length())),
                        MINE.replace("ObjectCreated:Put", kind),
                        IGNORED)));
        List.of(
                        "runs/x",
                        "Bundles/orders/orders/1.zip",
                        "bundle",
                        "%2Fbundles/x",
                        "../bundles/x",
                        "%00bundles/x",
                        "requests/orders/cancel/1.json")
                .forEach(key -> found.add(new Hostile("other prefix " + key, mine(key, "v"), IGNORED)));
        found.add(new Hostile("a test", Events.test(BUCKET), IGNORED));
        found.add(new Hostile(
                "a test of another bucket by a topic", Events.sns("111111111111", Events.test("another")), IGNORED));
        found.add(new Hostile(
                "an object that is gone", mineByBridge.replace("Object Created", "Object Deleted"), IGNORED));
        return found;
    }

    private static Hostile unreadable(String name, String body) {
        return new Hostile(name, body, UNREADABLE);
    }

    private static String mine(String key, String versionId) {
        return Events.s3(Events.record(BUCKET, key, versionId));
    }

    private static String many(int records) {
        return IntStream.range(0, records)
                .mapToObj(i -> "{\"eventName\":\"ObjectCreated:Put\",\"s3\":{\"bucket\":{\"name\":\"" + BUCKET
                        + "\"},\"object\":{\"key\":\"bundles/x\",\"versionId\":\"v" + i + "\"}}}")
                .collect(Collectors.joining(",", "{\"Records\":[", "]}"));
    }
}
