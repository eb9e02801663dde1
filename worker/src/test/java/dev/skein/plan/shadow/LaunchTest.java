package dev.skein.plan.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LaunchTest {
    private static final String ODD = "p:'w \"$`id`\\ é \n%b\\0101 ";
    private static final ClientEnvironment ENVIRONMENT = new ClientEnvironment(Map.of("PGPASSWORD", ODD));
    private static final List<String> PRINT_PASSWORD = List.of("/usr/bin/printenv", "PGPASSWORD");
    private static final List<String> PRINT_ARGUMENT = List.of("/usr/bin/printf", "%s", ODD);

    @Test
    void names_and_passwords_arrive_as_they_are_in_any_locale() throws IOException {
        assertThat(output(Launch.of(PRINT_PASSWORD, ENVIRONMENT))).isEqualTo(ODD + "\n");
        assertThat(output(Launch.of(PRINT_ARGUMENT, ENVIRONMENT))).isEqualTo(ODD);
        assertThat(output(Launch.byShell(PRINT_PASSWORD, ENVIRONMENT))).isEqualTo(ODD + "\n");
        assertThat(output(Launch.byShell(PRINT_ARGUMENT, ENVIRONMENT))).isEqualTo(ODD);
    }

    /** The image has none. */
    @Test
    void needs_no_shell_for_ascii() {
        ClientEnvironment plain = new ClientEnvironment(Map.of("PGPASSWORD", "p'w $"));
        List<String> command = List.of("/usr/lib/postgresql/18/bin/psql", "--no-psqlrc");
        assertThat(Launch.of(command, plain).command()).isEqualTo(command);
    }

    private static String output(ProcessBuilder launched) throws IOException {
        return new String(launched.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
