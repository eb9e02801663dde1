package dev.skein.outcome;

import dev.skein.plan.PlannedTarget;
import dev.skein.plan.facts.ReadOnly;
import dev.skein.plan.schema.Leave;
import dev.skein.plan.schema.SnapshotJson;
import dev.skein.plan.schema.Snapshots;
import dev.skein.plan.shadow.SchemaDump;
import dev.skein.target.TargetSession;
import dev.skein.target.TransientFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** The schemas in the bucket, beside the outcomes: a snapshot, and pg_dump's text where there is a fit pg_dump. */
public final class SchemaStore implements SchemaKeeping {
    private static final Logger LOG = LoggerFactory.getLogger(SchemaStore.class);

    /** For each query of a snapshot. */
    private static final Duration READING = Duration.ofSeconds(10);

    private static final Duration STORING = Duration.ofSeconds(30);

    private final S3Client s3;
    private final String bucket;

    /** @param bucket the one bucket that Skein is configured for */
    public SchemaStore(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    @Override
    public PublishedSchema publish(Attempt attempt, PlannedTarget where, TargetSession session) {
        String folder = attempt.run().prefix() + attempt.number() + "/";
        return new PublishedSchema(
                attempt(folder + "schema.json", key -> json(key, session)),
                attempt(folder + "schema.sql", key -> sql(key, where, session)));
    }

    private Optional<String> json(String key, TargetSession session) throws SQLException {
        String json = new ReadOnly(session.connection())
                .within(READING, connection -> SnapshotJson.of(Snapshots.read(connection, Leave.of(session))));
        put(key, "application/json", RequestBody.fromString(json));
        return Optional.empty();
    }

    private Optional<String> sql(String key, PlannedTarget where, TargetSession session)
            throws SQLException, IOException {
        Path file = Files.createTempFile("skein-schema", ".sql");
        try {
            Optional<String> lack = new SchemaDump(where.target(), session)
                    .write(where.settings().shadow().pgDump(), file);
            if (lack.isEmpty()) {
                put(key, "text/plain; charset=utf-8", RequestBody.fromFile(file));
            }
            return lack;
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private void put(String key, String type, RequestBody body) {
        s3.putObject(
                put -> put.bucket(bucket)
                        .key(key)
                        .contentType(type)
                        .overrideConfiguration(each -> each.apiCallTimeout(STORING)),
                body);
    }

    /** Returns the key; empty text where nothing lies there. */
    private static String attempt(String key, Work work) {
        try {
            Optional<String> lack = work.publish(key);
            lack.ifPresent(why ->
                    LOG.atInfo().addKeyValue("key", key).addKeyValue("why", why).log("schema not published"));
            return lack.isEmpty() ? key : "";
        } catch (SQLException | IOException | SdkException | TransientFailure e) {
            LOG.atWarn().setCause(e).addKeyValue("key", key).log("schema not published");
            return "";
        }
    }

    @FunctionalInterface
    private interface Work {
        /** Returns why there is nothing to publish; empty where it is published. */
        Optional<String> publish(String key) throws SQLException, IOException;
    }
}
