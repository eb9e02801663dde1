package dev.skein.plan.hazard;

/** Whether those who upload a bundle may approve its plan themselves. */
public enum SelfApproval {
    FORBIDDEN,
    ALLOWED
}
