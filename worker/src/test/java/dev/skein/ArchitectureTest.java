package dev.skein;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Data flows one way: a package imports only those before it, and nobody the root. */
@AnalyzeClasses(packages = "dev.skein", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule a_package_imports_only_those_before_it_in_the_flow = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("telemetry")
            .definedBy("dev.skein.telemetry..")
            .layer("health")
            .definedBy("dev.skein.health..")
            .layer("ecs")
            .definedBy("dev.skein.ecs..")
            .layer("intake")
            .definedBy("dev.skein.intake..")
            .layer("bundle")
            .definedBy("dev.skein.bundle..")
            .layer("target")
            .definedBy("dev.skein.target..")
            .layer("flyway")
            .definedBy("dev.skein.flyway..")
            .layer("plan")
            .definedBy("dev.skein.plan..")
            .layer("apply")
            .definedBy("dev.skein.apply..")
            .layer("outcome")
            .definedBy("dev.skein.outcome..")
            .layer("group")
            .definedBy("dev.skein.group..")
            .layer("github")
            .definedBy("dev.skein.github..")
            .layer("cli")
            .definedBy("dev.skein.cli..")
            .layer("root")
            .definedBy("dev.skein")
            .whereLayer("telemetry")
            .mayOnlyBeAccessedByLayers("intake", "apply", "outcome", "root")
            .whereLayer("health")
            .mayOnlyBeAccessedByLayers("cli", "root")
            .whereLayer("ecs")
            .mayOnlyBeAccessedByLayers("root")
            .whereLayer("root")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("cli")
            .mayOnlyBeAccessedByLayers("root")
            .whereLayer("github")
            .mayOnlyBeAccessedByLayers("cli", "root")
            .whereLayer("group")
            .mayOnlyBeAccessedByLayers("root")
            .whereLayer("outcome")
            .mayOnlyBeAccessedByLayers("group", "github", "cli", "root")
            .whereLayer("apply")
            .mayOnlyBeAccessedByLayers("outcome", "group", "cli", "root")
            .whereLayer("plan")
            .mayOnlyBeAccessedByLayers("apply", "outcome", "group", "github", "cli", "root")
            .whereLayer("flyway")
            .mayOnlyBeAccessedByLayers("plan", "apply", "outcome", "group", "cli", "root")
            .whereLayer("target")
            .mayOnlyBeAccessedByLayers("flyway", "plan", "apply", "outcome", "group", "cli", "root")
            .whereLayer("bundle")
            .mayOnlyBeAccessedByLayers("target", "flyway", "plan", "apply", "outcome", "group", "github", "cli", "root")
            .whereLayer("intake")
            .mayOnlyBeAccessedByLayers(
                    "bundle", "target", "flyway", "plan", "apply", "outcome", "group", "cli", "root");

    @ArchTest
    static final ArchRule packages_have_no_cycles =
            slices().matching("dev.skein.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule the_queues_know_nothing_of_bundles_and_databases = noClasses()
            .that()
            .resideInAPackage("dev.skein.intake..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "org.flywaydb..", "org.postgresql..");

    @ArchTest
    static final ArchRule only_telemetry_knows_opentelemetry = noClasses()
            .that()
            .resideOutsideOfPackage("dev.skein.telemetry..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.opentelemetry..");

    @ArchTest
    static final ArchRule only_the_command_line_and_the_root_know_picocli = noClasses()
            .that()
            .resideOutsideOfPackages("dev.skein", "dev.skein.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli..");

    @ArchTest
    static final ArchRule nothing_prints_but_the_console = noClasses()
            .that()
            .doNotBelongToAnyOf(Main.class, dev.skein.cli.Console.class)
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");
}
