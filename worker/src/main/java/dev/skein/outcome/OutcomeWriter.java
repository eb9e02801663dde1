package dev.skein.outcome;

import dev.skein.apply.ApplyResult.Versions;
import dev.skein.apply.MigrationRun;
import dev.skein.bundle.BundleKey;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes an attempt's end as a document. Fields are added over time, never renamed. */
public final class OutcomeWriter implements Outcome.Cases<Status> {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ObjectNode root = JSON.createObjectNode();

    private OutcomeWriter() {}

    /** Writes the document. */
    public static OutcomeDocument write(Attempt attempt, Conclusion conclusion, Instant finished) {
        OutcomeWriter writer = new OutcomeWriter();
        writer.head(attempt);
        writer.root.put("status", conclusion.outcome().match(writer).name());
        if (conclusion.plan() != null) {
            writer.plan(conclusion.plan());
        }
        writer.rollouts(conclusion.rollouts());
        writer.root.put("retries", attempt.delivery().waits());
        writer.root.put("startedAt", attempt.started().toString());
        writer.root.put("finishedAt", finished.toString());
        return new OutcomeDocument(writer.root);
    }

    private void head(Attempt attempt) {
        root.put("schema", OutcomeDocument.SCHEMA);
        root.put("runId", attempt.run().value());
        root.put("attempt", attempt.number());
        root.put("status", "");
        root.put("target", attempt.run().target());
        Membership membership = attempt.delivery().membership();
        if (membership.isAny()) {
            root.putObject("memberOf").put("group", membership.group()).put("member", membership.member());
        }
        ObjectNode bundle = root.putObject("bundle");
        BundleKey.parse(attempt.upload().key()).ifPresent(key -> {
            bundle.put("name", key.bundle().name());
            bundle.put("version", key.bundle().version());
        });
        putIfAny(bundle, "sha256", attempt.upload().sha256());
        putIfAny(bundle, "key", attempt.upload().key());
        putIfAny(bundle, "versionId", attempt.upload().versionId());
        putIfAny(root, "uploadedBy", attempt.upload().by());
    }

    @Override
    public Status applied(Outcome.Applied applied) {
        versions(applied.versions());
        migrations(applied.migrations());
        after(applied.after());
        return Status.APPLIED;
    }

    private void after(AfterApply after) {
        if (!after.schema().equals(PublishedSchema.NONE)) {
            ObjectNode schema = root.putObject("effectiveSchema");
            putIfAny(schema, "json", after.schema().json());
            putIfAny(schema, "sql", after.schema().sql());
        }
        ArrayNode warnings = root.putArray("warnings");
        after.warnings()
                .forEach(warning -> warnings.addObject()
                        .put("code", warning.code())
                        .put("object", warning.object())
                        .put("message", warning.message())
                        .put("safe", warning.safe()));
    }

    @Override
    public Status unchanged(Outcome.Unchanged unchanged) {
        root.put("reason", "nothing-pending");
        versions(unchanged.versions());
        return Status.UNCHANGED;
    }

    @Override
    public Status superseded(Outcome.Superseded superseded) {
        root.put("reason", "superseded");
        root.put("supersededBy", superseded.by());
        versions(superseded.versions());
        return Status.UNCHANGED;
    }

    @Override
    public Status awaitingApproval(Outcome.AwaitingApproval awaiting) {
        root.put("reason", awaiting.why());
        versions(awaiting.versions());
        return Status.AWAITING_APPROVAL;
    }

    @Override
    public Status rejected(Outcome.Rejected rejected) {
        problem(root.putObject("problem"), rejected.problems().get(0));
        ArrayNode all = root.putArray("problems");
        rejected.problems().forEach(problem -> problem(all.addObject(), problem));
        return Status.REJECTED;
    }

    @Override
    public Status failed(Outcome.Failed failed) {
        versions(failed.versions());
        migrations(failed.applied());
        ObjectNode problem = root.putObject("problem");
        problem(problem, failed.problem());
        ArrayNode applied = problem.putArray("applied");
        failed.applied().forEach(migration -> applied.add(migration.file()));
        return Status.FAILED;
    }

    @Override
    public Status ofGroup(Outcome.OfGroup group) {
        ObjectNode node = root.putObject("group").put("members", group.results().size());
        group.counts().forEach((what, count) -> node.put(what, count));
        ArrayNode all = node.putArray("results");
        for (MemberResult result : group.results()) {
            ObjectNode one = all.addObject()
                    .put("target", result.run().target())
                    .put("run", result.run().value())
                    .put("attempt", result.attempt())
                    .put("status", result.label());
            putIfAny(one, "problem", result.problem());
        }
        if (!group.isGood()) {
            problem(root.putObject("problem"), group.problem());
        }
        return group.status();
    }

    @Override
    public Status notTried(Outcome.NotTried notTried) {
        problem(root.putObject("problem"), notTried.problem());
        return Status.FAILED;
    }

    @Override
    public Status cancelled(Outcome.Cancelled cancelled) {
        versions(cancelled.versions());
        migrations(cancelled.applied());
        root.putObject("cancelled")
                .put("by", cancelled.cancellation().by())
                .put("at", cancelled.cancellation().at().toString());
        return Status.CANCELLED;
    }

    private void plan(PlanSummary plan) {
        ObjectNode node = root.putObject("plan").put("hash", plan.hash()).put("verdict", plan.verdict());
        putIfAny(node, "link", plan.link());
        ArrayNode hazards = node.putArray("hazards");
        for (PlanSummary.HazardLine hazard : plan.hazards()) {
            ObjectNode line = hazards.addObject()
                    .put("code", hazard.code())
                    .put("decision", hazard.decision())
                    .put("object", hazard.object());
            putIfAny(line, "place", hazard.place());
        }
        Approval approval = plan.approval();
        if (approval != null) {
            node.putObject("approval")
                    .put("plan", approval.plan())
                    .put("by", approval.by())
                    .put("at", approval.at().toString());
        }
    }

    private void rollouts(List<Rollout> rollouts) {
        if (rollouts.isEmpty()) {
            return;
        }
        ArrayNode all = root.putArray("rollout");
        for (Rollout rollout : rollouts) {
            ObjectNode node = all.addObject().put("service", rollout.service());
            putIfAny(node, "deployment", rollout.deployment());
            putIfAny(node, "problem", rollout.problem());
        }
    }

    private void versions(Versions versions) {
        root.put("from", versions.from());
        root.put("to", versions.to());
    }

    private void migrations(List<MigrationRun> migrations) {
        ArrayNode all = root.putArray("migrations");
        for (MigrationRun migration : migrations) {
            ObjectNode node = all.addObject();
            node.put("version", migration.version());
            node.put("file", migration.file());
            if (migration.statements() != null) {
                node.put("statements", migration.statements());
            }
            // Seconds, as a number.
            node.put("duration", migration.duration().toMillis() / 1000.0);
        }
    }

    private static void problem(ObjectNode node, Problem problem) {
        node.put("code", problem.code());
        node.put("message", problem.message());
        putIfAny(node, "file", problem.place().file());
        if (problem.place().line() != null) {
            node.put("line", problem.place().line());
        }
        putIfAny(node, "statement", problem.place().statement());
        if (problem.server() != null) {
            node.put("sqlState", problem.server().sqlState());
            if (problem.server().raised()) {
                node.put("raised", true);
            }
            putIfAny(node, "detail", problem.server().detail());
            putIfAny(node, "hint", problem.server().hint());
        }
        node.put("remedy", problem.remedy().text());
        putIfAny(node, "safe", problem.remedy().safe());
    }

    private static void putIfAny(ObjectNode node, String field, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            node.put(field, value);
        }
    }
}
