package dev.skein.outcome;

import dev.skein.plan.PlanDocument;
import dev.skein.plan.report.PlanPage;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The plans and approvals in the bucket, beside the outcomes. Every method throws the SDK's exceptions. */
public final class PlanStore implements PlanKeeping {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Documents documents;

    /** @param bucket the one bucket that Skein is configured for */
    public PlanStore(S3Client s3, String bucket) {
        this.documents = new Documents(s3, bucket);
    }

    @Override
    public void keep(Attempt attempt, PlanDocument plan) {
        keep(folder(attempt.run(), attempt.number()), plan);
    }

    /** Keeps a plan and its page under a prefix that ends with a slash. */
    public void keep(String prefix, PlanDocument plan) {
        documents.put(prefix + "plan.json", plan.json());
        documents.put(prefix + "plan.html", "text/html; charset=utf-8", PlanPage.html(plan.tree()));
    }

    @Override
    public Optional<PlanDocument> kept(Attempt attempt) {
        return find(folder(attempt.run(), attempt.number()));
    }

    @Override
    public Optional<PlanDocument> before(Attempt attempt) {
        return find(folder(attempt.run(), attempt.number() - 1));
    }

    /** Reads the plan of an attempt; empty when it ended before there was one. */
    public Optional<PlanDocument> find(RunId run, int attempt) {
        return find(folder(run, attempt));
    }

    /** Reads the plan under a prefix that ends with a slash; empty when there is none. */
    public Optional<PlanDocument> find(String prefix) {
        return documents.read(prefix + "plan.json").map(PlanDocument::parse);
    }

    @Override
    public String link(Attempt attempt) {
        return folder(attempt.run(), attempt.number()) + "plan.html";
    }

    @Override
    public Optional<Approval> approval(Attempt attempt) {
        return approval(attempt.run(), attempt.number());
    }

    /** Reads the approval for an attempt of a run; empty when there is none. */
    public Optional<Approval> approval(RunId run, int attempt) {
        return documents.read(approvalKey(run, attempt)).map(JSON::readTree).map(PlanStore::approval);
    }

    /**
     * Stores an approval once.
     *
     * @param attempt that may go by it
     * @return the stored one: an earlier approval of the same attempt stays
     */
    public Approval store(RunId run, int attempt, Approval approval) {
        String json = JSON.writeValueAsString(JSON.createObjectNode()
                .put("schema", "skein.approval/1")
                .put("plan", approval.plan())
                .put("by", approval.by())
                .put("at", approval.at().toString()));
        return documents
                .putOnce(approvalKey(run, attempt), json)
                .map(JSON::readTree)
                .map(PlanStore::approval)
                .orElse(approval);
    }

    private static Approval approval(JsonNode stored) {
        return new Approval(
                stored.path("plan").asString(""),
                stored.path("by").asString(""),
                Instant.parse(stored.path("at").asString("")));
    }

    private static String folder(RunId run, int attempt) {
        return run.prefix() + attempt + "/";
    }

    private static String approvalKey(RunId run, int attempt) {
        return folder(run, attempt) + "approval.json";
    }
}
