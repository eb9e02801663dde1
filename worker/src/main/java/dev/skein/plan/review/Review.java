package dev.skein.plan.review;

import dev.skein.plan.facts.TargetFacts;
import dev.skein.plan.hazard.Hazard;
import dev.skein.plan.schema.SchemaDiff;
import dev.skein.plan.schema.Snapshot;
import dev.skein.plan.sql.Names;
import dev.skein.plan.sql.SqlStatement;
import dev.skein.plan.trace.TracedStatement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds what may hurt when a bundle is applied to a target. */
public final class Review {
    private static final List<Function<Scene, Stream<Hazard>>> RULES = List.of(
            BrokenRows::find,
            Ownership::find,
            DataLoss::find,
            RowLoss::find,
            TypeChanges::find,
            Rewrites::find,
            AtOnce::find,
            Indexes::find,
            Transactions::find,
            Backfills::find,
            Surroundings::find,
            RunningCode::find,
            ForeignKeys::find,
            Drops::find,
            Access::find,
            LeftInvalid::find);

    private Review() {}

    /**
     * All hazards but those that reach past the database: first what blocks, then what needs approval; within that the
     * worst first, then as the statements stand. One code is said once for an object and a statement.
     *
     * @see <a href="https://www.postgresql.org/docs/current/explicit-locking.html">Explicit locking</a>
     */
    public static List<Hazard> of(ReviewInput input) {
        Scene scene = new Scene(input);
        List<SqlStatement> order =
                input.trace().stream().map(TracedStatement::statement).toList();
        Collection<Hazard> hazards = distinct(RULES.stream().flatMap(rule -> rule.apply(scene)));
        return hazards.stream()
                .sorted(Comparator.comparing(Hazard::byDefault, Comparator.reverseOrder())
                        .thenComparing(Hazard::severity, Comparator.reverseOrder())
                        .thenComparing(hazard -> place(order, hazard))
                        .thenComparing(Hazard::code)
                        .thenComparing(Hazard::object))
                .toList();
    }

    /**
     * The names of tables whose rows the statements' words may take or change: what the target has to be asked of beside
     * what they were seen to touch. Some may not be there.
     *
     * @param schema where an unqualified name is looked for
     */
    public static Set<String> named(List<TracedStatement> statements, Snapshot before, String schema) {
        Scene scene = new Scene(new ReviewInput(
                statements, new Schemas(before, before, new SchemaDiff(List.of())), TargetFacts.NONE, List.of(), 0));
        return scene.steps().stream()
                .flatMap(step -> scene.deeds().of(step).stream()
                        .flatMap(deed -> deed.shape().objects().stream())
                        .flatMap(name -> Stream.concat(
                                scene.tables().allNamed(name, step.touches()).stream(), qualified(name, schema))))
                .collect(Collectors.toSet());
    }

    private static Stream<String> qualified(String written, String schema) {
        List<String> parts = Names.parts(written);
        return switch (parts.size()) {
            case 1 -> Stream.of(Names.quote(List.of(schema, parts.get(0))));
            case 2 -> Stream.of(Names.quote(parts));
            default -> Stream.empty();
        };
    }

    /**
     * What is to be said of a statement that failed when it was tried, beside PostgreSQL's own words; mostly nothing.
     *
     * @param before where it was tried, before the bundle
     */
    public static List<Hazard> ofFailure(String sqlState, SqlStatement statement, Snapshot before) {
        return Failures.of(sqlState, statement, before).stream().toList();
    }

    private static Collection<Hazard> distinct(Stream<Hazard> hazards) {
        Map<List<Object>, Hazard> byPlace = new LinkedHashMap<>();
        hazards.forEach(hazard -> byPlace.putIfAbsent(key(hazard), hazard));
        return byPlace.values();
    }

    private static List<Object> key(Hazard hazard) {
        List<Object> key = new ArrayList<>(List.of(hazard.code(), hazard.object()));
        key.add(hazard.statement() == null ? "" : hazard.statement());
        return key;
    }

    private static int place(List<SqlStatement> order, Hazard hazard) {
        int place = hazard.statement() == null ? -1 : order.indexOf(hazard.statement());
        return place < 0 ? order.size() : place;
    }
}
