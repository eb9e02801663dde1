package dev.skein.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.ClassicConfiguration;
import org.flywaydb.core.internal.resource.ResourceName;
import org.flywaydb.core.internal.resource.ResourceNameParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptNameTest {
    private final ResourceNameParser flyway = new ResourceNameParser(new ClassicConfiguration());

    @ParameterizedTest
    @CsvSource({
        "V1__create_orders.sql, 1",
        "V1.sql, 1",
        "V1__.sql, 1",
        "V01__x.sql, 1",
        "V1.0__x.sql, 1",
        "V1_0__x.sql, 1",
        "V1.00.0__x.sql, 1",
        "V0__x.sql, 0",
        "V0.0__x.sql, 0",
        "V00.1__x.sql, 0.1",
        "V1.2_3__x.sql, 1.2.3",
        "V10.20__x.sql, 10.20",
        "V2021.01.01.1__x.sql, 2021.1.1.1",
        "V20250625101010__x.sql, 20250625101010",
        "V1___x.sql, 1",
        "V1__a__b.sql, 1",
        "V1__a b.sql, 1",
        "V1__x.sql.sql, 1",
        "V1__ä.sql, 1",
        "V1__R__x.sql, 1",
    })
    void reads_a_version_as_flyway_does(String name, String version) {
        assertThat(ScriptName.parse(name)).contains(new ScriptName(FileKind.MIGRATION, version));
        ResourceName parsed = flyway.parse(name);
        assertThat(parsed.isValid()).isTrue();
        assertThat(parsed.getPrefix()).isEqualTo("V");
        assertThat(parsed.getVersion()).isEqualTo(MigrationVersion.fromVersion(version));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "R__order_totals.sql,order totals",
                "R__order totals.sql,order totals",
                "R__a__b.sql,a  b",
                "R___a.sql, a",
                "R__V1__x.sql,V1  x",
                "R__.sql,``",
                "R.sql,``",
            })
    void reads_a_description_as_flyway_does(String name, String description) {
        assertThat(ScriptName.parse(name)).contains(new ScriptName(FileKind.REPEATABLE, description));
        ResourceName parsed = flyway.parse(name);
        assertThat(parsed.isValid()).isTrue();
        assertThat(parsed.getPrefix()).isEqualTo("R");
        assertThat(parsed.getDescription()).isEqualTo(description);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "afterMigrate.sql",
                "beforeMigrate__grants.sql",
                "beforeMigrate__.sql",
                "afterEachMigrateStatementError.sql",
                "createSchema.sql",
                "beforeConnect__a__b.sql"
            })
    void knows_flyways_callbacks(String name) {
        assertThat(ScriptName.parse(name)).contains(new ScriptName(FileKind.CALLBACK, name));
        assertThat(flyway.parse(name).isValid()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "V__x.sql",
                "V1_.sql",
                "V1_x.sql",
                "V1.__x.sql",
                "V.1__x.sql",
                "V1..2__x.sql",
                "V1._2__x.sql",
                "V_1__x.sql",
                "V1a__x.sql",
                "Va__x.sql",
                "V1-2__x.sql",
                "V1 __x.sql",
                "v1__x.sql",
                " V1__x.sql",
                "R_x.sql",
                "Rx.sql",
                "R1__x.sql",
                "r__x.sql",
                "beforeMigrate_x.sql",
                "beforemigrate.sql",
                "beforeMigrateX.sql",
                "afterLunch.sql",
                "x.sql",
                ".sql"
            })
    void refuses_what_flyway_refuses(String name) {
        assertThat(ScriptName.parse(name)).isEmpty();
        assertThat(flyway.parse(name).isValid()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"V-1__x.sql", "V+1__x.sql", "V\uff11__x.sql", "B1__x.sql", "V1__x.SQL", "V1__x", "V1__x.txt"})
    void refuses_what_flyway_would_take_for_another_version_or_takes_by_its_suffix_only(String name) {
        assertThat(ScriptName.parse(name)).isEmpty();
        assertThat(flyway.parse(name).isValid()).isTrue();
    }

    @Test
    void refuses_a_version_that_the_history_cannot_hold() {
        assertThat(ScriptName.parse("V" + "1".repeat(50) + "__x.sql")).isPresent();
        assertThat(ScriptName.parse("V" + "1".repeat(51) + "__x.sql")).isEmpty();
        assertThat(ScriptName.parse("V0" + "1".repeat(50) + "__x.sql")).isEmpty();
    }

    @Test
    void keeps_undo_scripts_and_migrations_of_one_version_apart() {
        assertThat(ScriptName.parse("U1__x.sql")).contains(new ScriptName(FileKind.UNDO, "1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"V1__x.sql", "R__x.sql", "afterMigrate.sql"})
    void knows_the_settings_of_a_script(String script) {
        assertThat(ScriptName.parse(script + ".conf")).contains(new ScriptName(FileKind.CONFIG, script));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x.sql.conf", "V1__x.conf", "V1__x.sql.conf.conf"})
    void refuses_the_settings_of_what_is_no_script(String name) {
        assertThat(ScriptName.parse(name)).isEmpty();
    }

    @Test
    void survives_a_version_of_any_length() {
        assertThat(ScriptName.parse("V1" + ".1".repeat(100_000) + "__a.sql")).isEmpty();
    }
}
