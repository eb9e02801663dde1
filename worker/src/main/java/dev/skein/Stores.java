package dev.skein;

import dev.skein.bundle.BundleStore;
import dev.skein.intake.RequestStore;
import dev.skein.outcome.AnswerStore;
import dev.skein.outcome.GroupStore;
import dev.skein.outcome.PlanStore;
import dev.skein.outcome.ProgressStore;
import dev.skein.outcome.RunStore;
import dev.skein.outcome.SchemaStore;
import software.amazon.awssdk.services.s3.S3Client;

/** Everything that lies in the one bucket. */
record Stores(
        BundleStore bundles,
        RunStore runs,
        PlanStore plans,
        ProgressStore progress,
        GroupStore groups,
        SchemaStore schemas,
        RequestStore requests,
        AnswerStore answers) {
    static Stores of(S3Client s3, String bucket) {
        return new Stores(
                new BundleStore(s3, bucket),
                new RunStore(s3, bucket),
                new PlanStore(s3, bucket),
                new ProgressStore(s3, bucket),
                new GroupStore(s3, bucket),
                new SchemaStore(s3, bucket),
                new RequestStore(s3, bucket),
                new AnswerStore(s3, bucket));
    }
}
