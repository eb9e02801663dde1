package dev.skein.plan.report;

/** How something is meant; each rendering has a colour for it. */
enum Tone {
    DANGER,
    WARNING,
    NOTE,
    GOOD,
    CALM
}
