package dev.skein.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.bundle.Bundle;
import dev.skein.flyway.Standing;
import dev.skein.plan.hazard.Decision;
import dev.skein.plan.hazard.HazardCode;
import dev.skein.plan.schema.SchemaCase;
import dev.skein.plan.schema.SchemaDiff;
import dev.skein.plan.schema.Snapshot;
import dev.skein.plan.schema.Snapshots;
import dev.skein.plan.shadow.ShadowSettings;
import dev.skein.target.TargetConnector;
import dev.skein.target.TargetSession;
import dev.skein.testing.TestBundle;
import dev.skein.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a plan says becomes of a schema is what becomes of it, whatever it holds and however the plan was made. */
class PredictionIT {
    /** What a shadow cannot have as the target has it. Each is said in the plan, or changes nothing but a wording. */
    private static final Set<String> EXCEPTIONS = Set.of(
            // A replay leaves out what reaches past the database, such as a foreign server.
            "foreign-tables 18",
            // A dump does not say which version an extension has; the plan does.
            "extensions 15",
            // In a view, PostgreSQL gives a table whose name is old an alias, which a dump makes part of the view.
            "table-renamed 15");

    private final TargetConnector connector = new TargetConnector(Duration.ofSeconds(10));

    static Stream<SchemaCase> cases() {
        return SchemaCase.all().filter(PredictionIT::isForHere);
    }

    private static boolean isForHere(SchemaCase schemaCase) {
        // It makes a table with the name of the history.
        boolean history = schemaCase.setup().contains("flyway_schema_history");
        return !history && !EXCEPTIONS.contains(schemaCase.name() + " " + schemaCase.major());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void comes_true_and_then_nothing_is_left_to_do(SchemaCase schemaCase) throws Exception {
        Bundle before = TestBundle.of("V1__setup.sql", schemaCase.setup());
        Bundle bundle = TestBundle.of("V1__setup.sql", schemaCase.setup(), "V2__change.sql", schemaCase.change());
        Planning planning = way(schemaCase.major());
        try (TestDatabase database = schemaCase.empty()) {
            database.executeAsAdmin("ALTER ROLE " + database.name() + " SUPERUSER");
            Applied.to(database, before);
            Snapshot was = read(database);

            Trial trial = trial(planning, database, bundle);
            assertThat(read(database)).isEqualTo(was);
            Applied.to(database, bundle);
            Snapshot became = read(database);

            assertThat(trial.rehearsed().inconclusive()).isEmpty();
            assertThat(SchemaCase.lines(trial.diff())).isEqualTo(SchemaCase.lines(SchemaDiff.between(was, became)));
            if (planning.dryRun() == DryRun.SHADOW) {
                assertThat(SchemaCase.lines(SchemaDiff.byName(trial.after(), became)))
                        .isEmpty();
            }
            Plan again = planning.plan(database, bundle);
            assertThat(again.verdict()).isEqualTo(Verdict.NOTHING_TO_DO);
            assertThat(again.effect().diff().changes()).isEmpty();
        }
    }

    /** Each server has its own, so that all cases see all of them. */
    private static Planning way(int major) {
        return switch (major) {
            case 15 -> Planning.by(DryRun.SHADOW).cloning();
            case 17 -> Planning.by(DryRun.IN_PLACE);
            default -> Planning.by(DryRun.SHADOW);
        };
    }

    private Trial trial(Planning planning, TestDatabase database, Bundle bundle) throws Exception {
        try (TargetSession session = connector.open(database.target(), "test")) {
            return new Trials(
                            bundle,
                            itself(planning.where(database), database.name()),
                            session,
                            Standing.of(bundle, session).pending(),
                            connector)
                    .run(planning.dryRun());
        }
    }

    /** The cases need a superuser, who is tried as such only where somebody says so. */
    private static PlannedTarget itself(PlannedTarget where, String role) {
        PlanSettings settings = where.settings();
        ShadowSettings shadow = settings.shadow();
        return new PlannedTarget(
                where.target(),
                new PlanSettings(
                        settings.dryRun(),
                        settings.timeout(),
                        new ShadowSettings(shadow.server(), role, shadow.seed(), shadow.pgDump(), shadow.timeout()),
                        settings.probes(),
                        settings.policy().with(Map.of(HazardCode.REACHES_PROGRAMS, Decision.ALLOW))));
    }

    private static Snapshot read(TestDatabase database) throws SQLException {
        try (Connection connection = database.connectAsAdmin()) {
            return Snapshots.read(connection, SchemaCase.LEAVE);
        }
    }
}
