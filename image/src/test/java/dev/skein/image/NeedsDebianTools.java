package dev.skein.image;

import java.io.File;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips where the image cannot be built, with the reason. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsDebianTools.Condition.class)
@interface NeedsDebianTools {

    /** Looks for the programs, Debian's keys, and the right to change the root folder of a process. */
    final class Condition implements ExecutionCondition {
        private static final List<String> PROGRAMS =
                List.of("bash", "apt-get", "dpkg", "dpkg-deb", "tar", "unshare", "nsenter", "chroot");
        private static final Path KEYS = Path.of("/usr/share/keyrings/debian-archive-keyring.gpg");

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return missing()
                    .map(what -> ConditionEvaluationResult.disabled("the image cannot be built here: " + what))
                    .orElseGet(() -> ConditionEvaluationResult.enabled("the image can be built here"));
        }

        private static Optional<String> missing() {
            for (String program : PROGRAMS) {
                if (!isThere(program)) {
                    return Optional.of(program + " is missing");
                }
            }
            if (!Files.exists(KEYS)) {
                return Optional.of("the package debian-archive-keyring is missing");
            }
            return mayChangeRoot() ? Optional.empty() : Optional.of("it takes root, or sudo without a password");
        }

        private static boolean isThere(String program) {
            return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                    .splitAsStream(System.getenv().getOrDefault("PATH", ""))
                    .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        }

        private static boolean mayChangeRoot() {
            return Finished.of("bash", "-c", "$([ $(id -u) -eq 0 ] || echo sudo -n) unshare --mount true")
                            .exitCode()
                    == 0;
        }
    }
}
