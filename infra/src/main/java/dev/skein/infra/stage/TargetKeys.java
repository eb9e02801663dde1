package dev.skein.infra.stage;

import java.util.List;
import java.util.Set;

/** The worker's keys of a target, as docs/settings.md has them. */
final class TargetKeys {
    /** Passwords are missing on purpose: a template is no place for them. */
    static final Set<String> ALL = Set.of(
            "url",
            "schema",
            "search-path",
            "history-table",
            "role",
            "user",
            "password-secret",
            "iam-auth",
            "members",
            "databases",
            "schemas",
            "canary",
            "dry-run",
            "plan-timeout",
            "probe-timeout",
            "shadow-url",
            "shadow-user",
            "shadow-password-secret",
            "shadow-iam-auth",
            "shadow-role",
            "seed-tables",
            "seed-limit",
            "policy",
            "big-table",
            "self-approval",
            "segments",
            "lock-timeout",
            "lock-retry",
            "rollout");

    /**
     * What stands before a key in another key, such as {@code shadow} of {@code shadow-url}: the worker reads
     * {@code SKEIN_TARGETS_ORDERS_SHADOW_URL} as the longer key of {@code orders}, so no target can be called {@code orders-shadow}.
     */
    static final List<String> HEADS = ALL.stream()
            .flatMap(key -> ALL.stream()
                    .filter(longer -> longer.endsWith("-" + key))
                    .map(longer -> longer.substring(0, longer.length() - key.length() - 1)))
            .distinct()
            .sorted()
            .toList();

    private TargetKeys() {}

    /** Why a key is none that can be set. */
    static String refusal(String key) {
        return key.endsWith("password") || key.endsWith("password-file")
                ? key + ": a template is no place for passwords; use password-secret or iam-auth"
                : key + ": there is no such setting of a target";
    }
}
