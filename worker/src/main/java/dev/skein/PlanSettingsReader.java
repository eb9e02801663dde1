package dev.skein;

import dev.skein.plan.DryRun;
import dev.skein.plan.PlanSettings;
import dev.skein.plan.hazard.Policy;
import dev.skein.plan.hazard.PolicyException;
import dev.skein.plan.hazard.SelfApproval;
import dev.skein.plan.probe.ProbeLimits;
import dev.skein.plan.shadow.Seed;
import dev.skein.plan.shadow.ShadowServer;
import dev.skein.plan.shadow.ShadowSettings;
import dev.skein.target.ApplySettings;
import dev.skein.target.Granularity;
import dev.skein.target.Target;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads how bundles for one target are tried and judged. */
final class PlanSettingsReader {
    static final List<String> FIELDS = List.of(
            "dry-run",
            "plan-timeout",
            "probe-timeout",
            "shadow-url",
            "shadow-role",
            "seed-tables",
            "seed-limit",
            "policy",
            "big-table",
            "self-approval",
            "segments",
            "lock-timeout",
            "lock-retry");

    private final SettingsSource source;
    private final List<String> mistakes;
    private final CredentialSettings credentials;
    private final String pgDump;

    /** @param pgDump the path of pg_dump; empty text to look for it */
    PlanSettingsReader(SettingsSource source, List<String> mistakes, CredentialSettings credentials, String pgDump) {
        this.source = source;
        this.mistakes = mistakes;
        this.credentials = credentials;
        this.pgDump = pgDump;
    }

    PlanSettings read(String prefix) {
        Duration timeout = duration(prefix + "plan-timeout", Duration.ofMinutes(10));
        Duration probe = duration(prefix + "probe-timeout", ProbeLimits.DEFAULT.each());
        return new PlanSettings(
                dryRun(prefix),
                timeout,
                new ShadowSettings(
                        server(prefix),
                        source.text(prefix + "shadow-role").orElse(""),
                        new Seed(source.list(prefix + "seed-tables"), size(prefix + "seed-limit", Seed.LIMIT)),
                        pgDump,
                        timeout),
                ProbeLimits.each(probe),
                policy(prefix));
    }

    ApplySettings applying(String prefix) {
        String label = source.text(prefix + "segments").orElse(Granularity.FEWEST.label());
        Granularity segments = Granularity.of(label).orElseGet(() -> {
            mistakes.add(prefix + "segments: expected fewest or migration, not " + label);
            return Granularity.FEWEST;
        });
        return new ApplySettings(
                segments,
                duration(prefix + "lock-timeout", ApplySettings.DEFAULT.lockTimeout()),
                duration(prefix + "lock-retry", ApplySettings.DEFAULT.lockBudget()));
    }

    private DryRun dryRun(String prefix) {
        String label = source.text(prefix + "dry-run").orElse(DryRun.SHADOW.label());
        return DryRun.of(label).orElseGet(() -> {
            mistakes.add(prefix + "dry-run: expected shadow, in-place or off, not " + label);
            return DryRun.SHADOW;
        });
    }

    private ShadowServer server(String prefix) {
        Optional<String> url = source.text(prefix + "shadow-url");
        if (url.isEmpty()) {
            return new ShadowServer.Same();
        }
        if (!Target.isPlainUrl(url.get())) {
            mistakes.add(
                    prefix + "shadow-url: expected jdbc:postgresql://host:port/database, without user or password");
        }
        return new ShadowServer.Other(url.get(), credentials.read(prefix + "shadow-"));
    }

    private Policy policy(String prefix) {
        String policy = source.takeAll(prefix + "policy.").entrySet().stream()
                .map(line -> line.getKey() + "=" + line.getValue())
                .collect(Collectors.joining(","));
        Optional<String> text = source.text(prefix + "policy");
        long bigTable = size(prefix + "big-table", Policy.BIG_TABLE);
        SelfApproval self = selfApproval(prefix);
        try {
            return Policy.parse(text.map(given -> policy.isEmpty() ? given : given + "," + policy)
                            .orElse(policy))
                    .withBigTable(bigTable)
                    .with(self);
        } catch (PolicyException e) {
            e.mistakes().forEach(mistake -> mistakes.add(prefix + "policy: " + mistake));
            return Policy.DEFAULT;
        }
    }

    private SelfApproval selfApproval(String prefix) {
        String text = source.text(prefix + "self-approval").orElse("forbidden");
        if (!text.equals("allowed") && !text.equals("forbidden")) {
            mistakes.add(prefix + "self-approval: expected allowed or forbidden, not " + text);
        }
        return text.equals("allowed") ? SelfApproval.ALLOWED : SelfApproval.FORBIDDEN;
    }

    private Duration duration(String key, Duration normal) {
        Optional<String> text = source.text(key);
        Optional<Duration> duration = text.flatMap(SettingsReader::parse).filter(time -> time.toMillis() > 0);
        if (text.isPresent() && duration.isEmpty()) {
            mistakes.add(key + ": expected a duration such as 30s or 10m");
        }
        return duration.orElse(normal);
    }

    private long size(String key, long normal) {
        Optional<String> text = source.text(key);
        Optional<Long> size = text.flatMap(ByteSize::parse);
        if (text.isPresent() && size.isEmpty()) {
            mistakes.add(key + ": expected a size such as 512MiB or 2GiB");
        }
        return size.orElse(normal);
    }
}
