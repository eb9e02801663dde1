package dev.skein.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who may do what, as one text: a permission that becomes wider is seen in review. */
@ExtendWith(RequiresNode.class)
class PermissionsTest {
    private static final Pattern STATEMENT = Pattern.compile("(?m)^  (?:Allow|Deny) (.*?)(?: by .*)?$");
    private static final Pattern DOCUMENTED = Pattern.compile("`([a-z0-9-]+:[A-Za-z*]+)`");

    @Test
    void are_those_that_were_reviewed() {
        Golden.assertSame(
                Path.of("src/test/resources/golden/permissions.txt"), Permissions.text(Synthesis.ofEverything()));
        Golden.assertSame(
                Path.of("src/test/resources/golden/permissions-trial.txt"), Permissions.text(Synthesis.ofTrial()));
    }

    @Test
    void stand_in_the_reference_each_of_them() throws IOException {
        String reference = Files.readString(Path.of("../docs/iam.md"));

        Set<String> actions = STATEMENT
                .matcher(Permissions.text(Synthesis.ofEverything()))
                .results()
                .flatMap(statement -> Stream.of(statement.group(1).split(", ", -1)))
                .collect(Collectors.toSet());
        assertThat(actions).hasSizeGreaterThan(25).isSubsetOf(found(DOCUMENTED, reference));
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1)).collect(Collectors.toSet());
    }
}
