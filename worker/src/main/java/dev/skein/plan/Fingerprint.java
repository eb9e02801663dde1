package dev.skein.plan;

import dev.skein.bundle.Bundle;
import dev.skein.bundle.FileKind;
import dev.skein.bundle.ManifestFile;
import dev.skein.bundle.Sha256;
import dev.skein.flyway.PendingMigration;
import dev.skein.plan.hazard.Decision;
import dev.skein.plan.hazard.HazardCode;
import dev.skein.plan.schema.Field;
import dev.skein.plan.schema.ObjectKind;
import dev.skein.plan.schema.SchemaObject;
import dev.skein.plan.schema.Snapshot;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an approval of a plan depends on: the files that run, the hazards with their objects and with what becomes of them by
 * default, the segments, and the definitions of the relations that the statements touch. Sizes, counts, partitions that
 * come and go, and what is going on at the moment are part of it only as far as they change that default: an empty table
 * that has got rows, a table that has become big.
 *
 * @param parts digests by name: {@code migrations}, {@code hazards}, {@code segments}, and each relation's
 */
public record Fingerprint(SortedMap<String, String> parts) {
    private static final Set<FileKind> RUN_BESIDE = EnumSet.of(FileKind.CALLBACK, FileKind.CONFIG, FileKind.ASSERTION);

    private static final Set<ObjectKind> RELATIONS =
            EnumSet.of(ObjectKind.TABLE, ObjectKind.FOREIGN_TABLE, ObjectKind.VIEW, ObjectKind.MATERIALIZED_VIEW);

    private static final Set<Field> NO_DEFINITION = EnumSet.of(Field.COMMENT, Field.GRANTS, Field.OPTIONS);

    /** Hazards that come and go without anybody changing anything. */
    private static final Set<HazardCode> MOMENTARY = EnumSet.of(
            HazardCode.WAITS_FOR_LONG_TRANSACTION,
            HazardCode.REPLICA_FAR_BEHIND,
            HazardCode.INTEGER_KEY_RUNS_OUT,
            HazardCode.LEFT_INVALID);

    /** Copies the parts. */
    public Fingerprint {
        parts = Collections.unmodifiableSortedMap(new TreeMap<>(parts));
    }

    /**
     * Takes the fingerprint of a plan.
     *
     * @param definitions of what the segments touch, as the target has it
     */
    static Fingerprint of(
            Bundle bundle,
            List<PendingMigration> pending,
            List<JudgedHazard> hazards,
            List<PlannedSegment> segments,
            Snapshot definitions) {
        SortedMap<String, String> parts = new TreeMap<>();
        parts.put("migrations", digest(files(bundle, pending)));
        parts.put(
                "hazards",
                digest(hazards.stream()
                        .filter(Fingerprint::counts)
                        .map(JudgedHazard::hazard)
                        .map(hazard -> line(
                                hazard.code().code(),
                                hazard.object(),
                                hazard.byDefault().name()))
                        .sorted()
                        .distinct()));
        parts.put(
                "segments",
                digest(segments.stream()
                        .map(PlannedSegment::segment)
                        .map(segment -> line(
                                segment.transaction() ? "transaction" : "alone", String.join("\n", segment.files())))));
        PlannedSegment.touched(segments)
                .forEach(relation -> parts.put("definition of " + relation, definition(relation, definitions)));
        return new Fingerprint(parts);
    }

    /** What only comes and goes counts where somebody has to agree to it: nobody has agreed to what was not there. */
    private static boolean counts(JudgedHazard judged) {
        return judged.decision() != Decision.ALLOW
                || !MOMENTARY.contains(judged.hazard().code());
    }

    /** The plan's name: 64 hexadecimal digits. */
    public String hash() {
        return digest(parts.entrySet().stream().map(part -> line(part.getKey(), part.getValue())));
    }

    /** The names of the parts that differ. */
    public List<String> moved(Fingerprint other) {
        return Stream.concat(parts.keySet().stream(), other.parts.keySet().stream())
                .distinct()
                .sorted()
                .filter(part -> !parts.getOrDefault(part, "").equals(other.parts.getOrDefault(part, "")))
                .toList();
    }

    private static Stream<String> files(Bundle bundle, List<PendingMigration> pending) {
        Set<String> run = pending.stream().map(PendingMigration::file).collect(Collectors.toSet());
        Stream<String> files = bundle.manifest().files().stream()
                .filter(file -> run.contains(file.path()) || RUN_BESIDE.contains(file.kind()))
                .map(Fingerprint::file);
        Stream<String> placeholders = bundle.manifest().placeholders().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> line(entry.getKey(), entry.getValue()));
        return Stream.concat(files, placeholders);
    }

    private static String file(ManifestFile file) {
        return line(file.path(), file.sha256());
    }

    private static String definition(String relation, Snapshot definitions) {
        return digest(definitions.objects().values().stream()
                .filter(object -> object.id().relation().equals(relation)
                        || (RELATIONS.contains(object.id().kind())
                                && object.id().name().equals(relation)))
                .map(Fingerprint::object));
    }

    private static String object(SchemaObject object) {
        Stream<String> fields = object.fields().entrySet().stream()
                .filter(field -> !NO_DEFINITION.contains(field.getKey()))
                .map(field -> line(field.getKey().label(), field.getValue()));
        return line(object.id().kind().label(), object.id().path(), fields.collect(Collectors.joining(";")));
    }

    private static String digest(Stream<String> lines) {
        return Sha256.of(lines.collect(Collectors.joining("\n")).getBytes(StandardCharsets.UTF_8));
    }

    /** Lengths keep texts apart, whatever they hold. */
    private static String line(String... texts) {
        return Stream.of(texts).map(text -> text.length() + ":" + text).collect(Collectors.joining(" "));
    }
}
