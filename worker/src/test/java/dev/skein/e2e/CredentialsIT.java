package dev.skein.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What a command says that finds no credentials: one line for a person, no dump of what the SDK has tried. */
@Execution(ExecutionMode.CONCURRENT)
class CredentialsIT {
    @TempDir
    private Path home;

    @Test
    void a_login_of_iam_identity_center_that_is_missing_is_said() {
        var session = skein("""
                [profile deploy]
                sso_session = acme
                sso_account_id = 123456789012
                sso_role_name = Deploy

                [sso-session acme]
                sso_start_url = https://acme.awsapps.com/start
                sso_region = eu-central-1
                sso_registration_scopes = sso:account:access
                """);
        var legacy = skein("""
                [profile deploy]
                sso_start_url = https://acme.awsapps.com/start
                sso_region = eu-central-1
                sso_account_id = 123456789012
                sso_role_name = Deploy
                """);

        assertOneLine(session, "no AWS credentials of the profile deploy: the login is missing or has expired");
        assertThat(session.err()).contains("aws sso login --profile deploy");
        assertOneLine(legacy, "no AWS credentials of the profile deploy: the login is missing or has expired");
    }

    @Test
    void what_keeps_a_profile_from_its_credentials_is_said_and_nothing_else() {
        assertOneLine(
                skein("[profile deploy]\nrole_arn = arn:aws:iam::123456789012:role/x\nsource_profile = gone\n"),
                "no AWS credentials of the profile deploy: ");
        assertOneLine(
                skein("[profile deploy]\ncredential_process = /nowhere/process\n"),
                "no AWS credentials of the profile deploy: ");
        assertOneLine(
                skein("[profile deploy]\nlogin_session = arn:aws:iam::123456789012:user/anna\n"),
                "aws configure export-credentials --format env");
        assertOneLine(skein(""), "no AWS credentials of the profile deploy: it is not there, or has none");
    }

    @Test
    void a_region_that_is_missing_is_said() {
        var result =
                skein("[profile deploy]\noutput = json\n", "wait", "--target", "a", "--name", "b", "--version", "1");

        assertThat(result.exitCode()).as(result.toString()).isEqualTo(11);
        assertThat(result.err().strip()).hasLineCount(1).startsWith("skein: no region: give --region, SKEIN_REGION");
    }

    private static void assertOneLine(SkeinProcess.Result result, String text) {
        assertThat(result.exitCode()).as(result.toString()).isEqualTo(11);
        assertThat(result.err().strip())
                .hasLineCount(1)
                .hasSizeLessThan(500)
                .startsWith("skein: no AWS credentials")
                .contains(text)
                .contains("aws sts get-caller-identity")
                .doesNotContain("class path")
                .doesNotContain("CredentialsProvider");
    }

    private SkeinProcess.Result skein(String config) {
        return skein(config, "wait", "--target", "a", "--name", "b", "--version", "1", "--region", "eu-central-1");
    }

    private SkeinProcess.Result skein(String config, String... arguments) {
        try {
            Files.writeString(home.resolve("config"), config);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> environment = new HashMap<>(Map.of(
                "SKEIN_BUCKET",
                "bundles",
                "AWS_CONFIG_FILE",
                home.resolve("config").toString(),
                "AWS_SHARED_CREDENTIALS_FILE",
                home.resolve("none").toString(),
                "AWS_PROFILE",
                "deploy",
                "AWS_EC2_METADATA_DISABLED",
                "true"));
        // Where the SDK looks for cached logins.
        environment.put("HOME", home.toString());
        return SkeinProcess.run(environment, arguments);
    }
}
