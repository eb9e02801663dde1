package dev.skein;

import dev.skein.bundle.BundleReader;
import dev.skein.bundle.BundleStore;
import dev.skein.bundle.Reading;
import dev.skein.flyway.ServerError;
import dev.skein.intake.AwsFailure;
import dev.skein.intake.ObjectVersion;
import dev.skein.intake.Request;
import dev.skein.outcome.Answer;
import dev.skein.outcome.Answer.Refusal;
import dev.skein.outcome.AnswerStore;
import dev.skein.outcome.PlanStore;
import dev.skein.outcome.RunProblemCode;
import dev.skein.outcome.TargetPlan;
import dev.skein.plan.PlanDocument;
import dev.skein.plan.PlannedTarget;
import dev.skein.target.TransientFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import software.amazon.awssdk.services.s3.model.S3Exception;
import tools.jackson.databind.JsonNode;

/** {@code plan}: makes the plan of the bundle that lies beside the request, and applies nothing. */
final class PlanVerb implements RequestVerb {
    /** Fewer than there are slots for requests: what takes a moment, such as a cancel, is not to wait for plans. */
    private static final int MOST = 2;

    private final Semaphore turns = new Semaphore(MOST);
    private final BundleStore bundles;
    private final PlanStore plans;
    private final TargetPlan planning;
    private final TargetLookup targets;

    PlanVerb(BundleStore bundles, PlanStore plans, TargetPlan planning, TargetLookup targets) {
        this.bundles = bundles;
        this.plans = plans;
        this.planning = planning;
        this.targets = targets;
    }

    @Override
    public Answer carryOut(Request request, ObjectVersion object, JsonNode document) {
        Optional<PlannedTarget> target = targets.named(request.target());
        String version = document.path("bundleVersionId").asString("");
        if (target.isEmpty() || version.isEmpty()) {
            return Answer.refused(
                    Refusal.MALFORMED_REQUEST, "it names no configured target, or no version of a bundle");
        }
        if (!turns.tryAcquire()) {
            throw new TransientFailure(MOST + " other plans are being made", TransientFailure.Lack.TURN);
        }
        try {
            return plan(request, version, target.get());
        } finally {
            turns.release();
        }
    }

    private Answer plan(Request request, String version, PlannedTarget target) {
        try (Download download = Download.of(bundles, request.bundlePath(), version);
                Reading reading = BundleReader.read(download.archive())) {
            return reading.match(
                    accepted -> plan(request, accepted, target), refused -> Answer.refused(refused.problems()));
        } catch (IOException e) {
            throw new UncheckedIOException("the worker's temporary folder cannot be used", e);
        } catch (S3Exception e) {
            if (!AwsFailure.isMissing(e)) {
                throw e;
            }
            return Answer.refused(Refusal.MALFORMED_REQUEST, "there is no such bundle beside the request");
        }
    }

    private Answer plan(Request request, Reading.Accepted accepted, PlannedTarget target) {
        try {
            PlanDocument plan = planning.make(accepted.bundle(), target);
            String folder = AnswerStore.folder(request);
            plans.keep(folder, plan);
            return Answer.planned(plan, folder);
        } catch (SQLException e) {
            return Answer.failed(RunProblemCode.of(e), ServerError.of(e).message());
        }
    }
}
