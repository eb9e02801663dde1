package dev.skein.outcome;

import dev.skein.plan.PlanDocument;
import java.util.Optional;

/** Keeps no plan, and shows nothing. */
final class Forgetful implements PlanKeeping, ProgressBoard {
    @Override
    public void keep(Attempt attempt, PlanDocument plan) {}

    @Override
    public Optional<PlanDocument> kept(Attempt attempt) {
        return Optional.empty();
    }

    @Override
    public Optional<PlanDocument> before(Attempt attempt) {
        return Optional.empty();
    }

    @Override
    public Optional<Approval> approval(Attempt attempt) {
        return Optional.empty();
    }

    @Override
    public void show(ProgressDocument progress) {}

    @Override
    public Optional<Cancellation> cancellation(Attempt attempt) {
        return Optional.empty();
    }

    @Override
    public String link(Attempt attempt) {
        return "";
    }
}
