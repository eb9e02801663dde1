package dev.skein.plan.report;

import dev.skein.plan.report.Finding.Stance;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a plan says, in two lines. */
final class Gist {
    /** Characters of a plan's hash that name it. */
    private static final int HASH = 12;
    /** Tables that are named; more are counted. */
    private static final int NAMED = 3;

    private final Item plan;
    private final Verdict verdict;

    Gist(Item plan) {
        this.plan = plan;
        this.verdict = Verdict.of(plan);
    }

    /** Such as {@code orders 1.2.0 on orders, version 4 -> 5}. */
    String subject() {
        return bundle() + " on " + plan.text("target") + versions();
    }

    /** Such as {@code orders 1.2.0}. */
    String bundle() {
        return plan.in("bundle").text("name") + " " + plan.in("bundle").text("version");
    }

    private String versions() {
        if (!plan.has("to") || plan.is("from", plan.text("to"))) {
            return plan.has("to") ? ", version " + plan.text("to") : "";
        }
        return ", version " + (plan.has("from") ? plan.text("from") : "(none)") + " -> " + plan.text("to");
    }

    /** Why the verdict is what it is. */
    String reason() {
        return switch (verdict) {
            case NOTHING_TO_DO -> "Nothing of the bundle is pending here.";
            case REJECT -> both(plan.list("problems").size(), count(Stance.STOPS)) + ". The target is as it was.";
            case APPROVE ->
                Amount.count(count(Stance.NEEDS_A_YES), "hazard")
                        + (count(Stance.NEEDS_A_YES) == 1 ? " needs" : " need") + " a person who agrees to this plan.";
            case APPLY -> "Nothing stops it" + (count(Stance.GOES_ON) == 0 ? "." : ", but there is something to know.");
            case UNKNOWN -> "This plan is of a later Skein: " + plan.text("verdict") + ".";
        };
    }

    private long count(Stance stance) {
        return Finding.of(plan).stream()
                .filter(finding -> finding.decision() == stance)
                .count();
    }

    private static String both(long problems, long hazards) {
        List<String> parts = Stream.of(part(problems, "problem"), part(hazards, "hazard"))
                .filter(part -> !part.isEmpty())
                .toList();
        return (parts.isEmpty() ? "Something" : String.join(" and ", parts))
                + (problems + hazards <= 1 ? " stops it" : " stop it");
    }

    private static String part(long count, String noun) {
        return count == 0 ? "" : Amount.count(count, noun);
    }

    /** Which tables cannot be read or written meanwhile; empty where there is none, or where it would not get so far. */
    String waiting() {
        if (verdict == Verdict.REJECT) {
            return "";
        }
        Sizes sizes = new Sizes(plan);
        Set<String> tables = plan.list("segments").stream()
                .flatMap(segment -> Held.of(segment).stream())
                .filter(held -> held.strongest().tone() == Tone.DANGER)
                .map(held -> named(held.relation(), sizes.size(held.relation())))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (tables.isEmpty()) {
            return "";
        }
        String rest = tables.size() > NAMED ? " and " + (tables.size() - NAMED) + " more" : "";
        return "Reads and writes wait on " + tables.stream().limit(NAMED).collect(Collectors.joining(", ")) + rest
                + " while it runs.";
    }

    private static String named(String relation, String size) {
        return size.isEmpty() ? relation : relation + " (" + size + ")";
    }

    /** What people call the plan: as much of its hash as an approval has to say. */
    String name() {
        String hash = plan.text("hash");
        return hash.substring(0, Math.min(HASH, hash.length()));
    }

    /** When it was made, such as {@code 2026-03-14 02:51:07 UTC}. */
    String made() {
        return plan.text("createdAt").replaceFirst("^([0-9-]{10})T([0-9:]{8})(\\.[0-9]+)?Z$", "$1 $2 UTC");
    }

    /** Who agreed to the plan and when; empty where nobody has. */
    String approval() {
        Item approval = plan.in("approval");
        return approval.isPresent() ? "Approved by " + approval.text("by") + " at " + approval.text("at") + "." : "";
    }

    /** How it was found out. */
    String method() {
        Item method = plan.in("method");
        String pgDump = method.has("pgDump") ? ", made with pg_dump " + method.text("pgDump") : "";
        String how = switch (method.text("kind")) {
            case "clone" -> "Tried on a clone of the schema" + pgDump;
            case "replay" -> "Tried on a database built anew from the migrations that are applied";
            case "in-place" -> "Tried on the target itself, in a transaction that was rolled back";
            case "off" -> "Not tried, only read";
            case "none" -> "Nothing was tried";
            default -> "Tried by a method that this Skein does not know, " + method.text("kind");
        };
        return how + role(method) + ", in " + Amount.time(plan.seconds("duration")) + ".";
    }

    private static String role(Item method) {
        String server = method.has("serverVersion") ? ", PostgreSQL " + method.text("serverVersion") : "";
        return server + (method.has("role") ? ", as role " + method.text("role") : "");
    }
}
