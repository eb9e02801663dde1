package dev.skein.github;

import dev.skein.bundle.BundleProblem;
import dev.skein.bundle.ManifestFile;
import dev.skein.github.Annotation.Level;
import dev.skein.outcome.OutcomeDocument;
import dev.skein.plan.PlanDocument;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What is remarked on the files of a bundle. */
final class Annotations {
    /** GitHub shows ten of a level for each step. */
    private static final int MOST = 10;

    private final Sources sources;

    Annotations(Sources sources) {
        this.sources = sources;
    }

    /** Problems and hazards of a plan. */
    List<Annotation> of(PlanDocument plan) {
        return first(Stream.concat(
                plan.at("/problems").valueStream().map(this::problem),
                plan.at("/hazards").valueStream().flatMap(hazard -> hazard(hazard).stream())));
    }

    /** What the run ended with, and what needs approval. */
    List<Annotation> of(OutcomeDocument outcome) {
        JsonNode all = outcome.at("/problems");
        Stream<JsonNode> problems = all.isEmpty() ? Stream.of(outcome.at("/problem")) : all.valueStream();
        return first(problems.filter(JsonNode::isObject).map(this::problem));
    }

    /** Why a folder makes no bundle. */
    List<Annotation> of(List<BundleProblem> problems) {
        return first(problems.stream().map(this::problem));
    }

    private static List<Annotation> first(Stream<Annotation> all) {
        List<Annotation> sorted = all.toList();
        return Stream.of(Level.values())
                .flatMap(level ->
                        sorted.stream().filter(one -> one.level() == level).limit(MOST))
                .toList();
    }

    private Annotation problem(BundleProblem problem) {
        String entry = String.valueOf(problem.entry());
        return new Annotation(
                Level.ERROR,
                Stream.of(entry, ManifestFile.FOLDER + entry)
                        .map(name -> sources.place(name, 1))
                        .filter(place -> !place.equals(Place.NOWHERE))
                        .findFirst()
                        .orElse(Place.NOWHERE),
                problem.code().code(),
                problem.toString());
    }

    private Annotation problem(JsonNode problem) {
        return new Annotation(
                Level.ERROR,
                place(problem),
                text(problem, "code"),
                lines(text(problem, "message"), text(problem, "remedy"), text(problem, "safe")));
    }

    /** Hazards that are allowed are remarked where they hurt; the summary has them all. */
    private Optional<Annotation> hazard(JsonNode hazard) {
        Optional<Level> level = switch (text(hazard, "decision")) {
            case "APPROVE" -> Optional.of(Level.WARNING);
            case "ALLOW" -> text(hazard, "severity").equals("NOTE") ? Optional.empty() : Optional.of(Level.NOTICE);
            default -> Optional.of(Level.ERROR);
        };
        return level.map(found -> new Annotation(
                found, place(hazard), text(hazard, "code"), lines(text(hazard, "why"), text(hazard, "safe"))));
    }

    private Place place(JsonNode node) {
        return sources.place(text(node, "file"), node.path("line").asInt(1));
    }

    private static String lines(String... parts) {
        return String.join(
                "\n", Stream.of(parts).filter(part -> !part.isEmpty()).toList());
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asString("");
    }
}
