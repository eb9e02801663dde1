package dev.skein.intake;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Messages as AWS sends them, after the examples in its manuals. */
public final class Events {
    /** The sandbox's, and so its queues'. */
    public static final String ACCOUNT = "000000000000";

    private static final JsonMapper JSON = JsonMapper.shared();

    private Events() {}

    /** A record of S3's notification. */
    public static String record(String bucket, String encodedKey, String versionId) {
        return """
            {"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"eu-central-1","eventTime":"2026-01-02T03:04:05.678Z",
             "eventName":"ObjectCreated:Put","userIdentity":{"principalId":"AWS:AIDAEXAMPLE"},
             "requestParameters":{"sourceIPAddress":"127.0.0.1"},
             "responseElements":{"x-amz-request-id":"C3D13FE58DE4C810","x-amz-id-2":"FMyUVURIY8/IgAtTv8xRjskZQpcIZ9KG4V5Wp6S7S/JRWeUWerMUE5JgHvANOjpD"},
             "s3":{"s3SchemaVersion":"1.0","configurationId":"uploads",
              "bucket":{"name":"%s","ownerIdentity":{"principalId":"A3NL1KOZZKExample"},"arn":"arn:aws:s3:::%1$s"},
              "object":{"key":"%s","size":1024,"eTag":"d41d8cd98f00b204e9800998ecf8427e","versionId":"%s",
               "sequencer":"0055AED6DCD90281E5"}},
             "glacierEventData":{"restoreEventData":{}}}""".formatted(bucket, encodedKey, versionId);
    }

    /** S3's notification of some records. */
    public static String s3(String... records) {
        return "{\"Records\":[" + String.join(",", records) + "]}";
    }

    /** EventBridge's event of an object. */
    public static String eventBridge(String account, String bucket, String key, String versionId) {
        ObjectNode root = (ObjectNode) JSON.readTree("""
            {"version":"0","id":"17793124-05d4-b198-2fde-7ededc63b103","detail-type":"Object Created","source":"aws.s3",
             "time":"2026-01-02T03:04:05Z","region":"eu-central-1",
             "detail":{"version":"0","bucket":{},"object":{"size":5,"etag":"b1946ac92492d2347c6235b4d2611184",
              "sequencer":"617f08299329d189"},"request-id":"N4N7GDK58NMKJ12R","requester":"123456789012",
              "source-ip-address":"1.2.3.4","reason":"PutObject"}}""");
        root.put("account", account).putArray("resources").add("arn:aws:s3:::" + bucket);
        root.withObject("/detail/bucket").put("name", bucket);
        root.withObject("/detail/object").put("key", key).put("version-id", versionId);
        return JSON.writeValueAsString(root);
    }

    /** SNS's message around another. */
    public static String sns(String account, String message) {
        return JSON.writeValueAsString(JSON.createObjectNode()
                .put("Type", "Notification")
                .put("MessageId", "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324")
                .put("TopicArn", "arn:aws:sns:eu-central-1:" + account + ":uploads")
                .put("Subject", "Amazon S3 Notification")
                .put("Message", message)
                .put("Timestamp", "2026-01-02T03:04:05.678Z")
                .put("SignatureVersion", "1")
                .put("Signature", "EXAMPLE"));
    }

    /** What S3 sends when a queue is configured as a destination. */
    public static String test(String bucket) {
        return "{\"Service\":\"Amazon S3\",\"Event\":\"s3:TestEvent\",\"Time\":\"2026-01-02T03:04:05.678Z\",\"Bucket\":\""
                + bucket
                + "\",\"RequestId\":\"5582815E1AEA5ADF\",\"HostId\":\"8cLeGAmw098X5cv4Zkwcmo8vvZa3eH3eKxsPzbB9wrR+YstdA6Knx4Ip8EXAMPLE\"}";
    }
}
