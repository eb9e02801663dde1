package dev.skein.sandbox.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.sandbox.Account;
import dev.skein.sandbox.http.Endpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.InvalidParameterException;
import software.amazon.awssdk.services.secretsmanager.model.InvalidRequestException;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;

class SecretsServiceTest {
    private static final Endpoint ENDPOINT = Endpoint.bind();
    private static final SecretsManagerClient SECRETS = client(Account.ACCESS_KEY_ID);

    private final String name = "test/" + UUID.randomUUID();

    @BeforeAll
    static void start() {
        ENDPOINT.serve(Map.of("secretsmanager", new SecretsService()));
    }

    @AfterAll
    static void stop() {
        ENDPOINT.close();
    }

    @Test
    void gives_back_a_secret_by_name_by_arn_and_by_arn_without_its_end() {
        CreateSecretResponse made = create("S#^+!@:/?% é");

        assertThat(made.arn()).matches("arn:aws:secretsmanager:eu-central-1:000000000000:secret:" + name + "-\\w{6}");
        for (String id : new String[] {name, made.arn(), made.arn().replaceFirst("-\\w{6}$", "")}) {
            GetSecretValueResponse value = get(id);
            assertThat(value.secretString()).isEqualTo("S#^+!@:/?% é");
            assertThat(value.name()).isEqualTo(name);
            assertThat(value.arn()).isEqualTo(made.arn());
            assertThat(value.versionId()).isEqualTo(made.versionId());
            assertThat(value.versionStages()).containsExactly("AWSCURRENT");
            assertThat(Duration.between(value.createdDate(), Instant.now())).isLessThan(Duration.ofMinutes(1));
        }
    }

    @Test
    void keeps_bytes() {
        SECRETS.createSecret(request -> request.name(name).secretBinary(SdkBytes.fromByteArray(new byte[] {0, -1, 2})));

        assertThat(get(name).secretBinary().asByteArray()).containsExactly(0, -1, 2);
        assertThat(get(name).secretString()).isNull();
    }

    @Test
    void moves_the_stages_with_every_new_value() {
        create("one");
        PutSecretValueResponse two =
                SECRETS.putSecretValue(request -> request.secretId(name).secretString("two"));
        PutSecretValueResponse trial = SECRETS.putSecretValue(
                request -> request.secretId(name).secretString("three").versionStages("trial"));

        assertThat(two.versionStages()).containsExactly("AWSCURRENT");
        assertThat(get(name).secretString()).isEqualTo("two");
        assertThat(stage("AWSPREVIOUS")).isEqualTo("one");
        assertThat(stage("trial")).isEqualTo("three");
        assertThat(SECRETS.getSecretValue(request -> request.secretId(name).versionId(trial.versionId()))
                        .secretString())
                .isEqualTo("three");
        assertThatThrownBy(() -> SECRETS.getSecretValue(request ->
                        request.secretId(name).versionId(trial.versionId()).versionStage("AWSCURRENT")))
                .isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void takes_a_repeated_token_for_the_same_value_only() {
        String token = UUID.randomUUID().toString();
        SECRETS.createSecret(
                request -> request.name(name).clientRequestToken(token).secretString("one"));

        SECRETS.createSecret(
                request -> request.name(name).clientRequestToken(token).secretString("one"));
        SECRETS.putSecretValue(
                request -> request.secretId(name).clientRequestToken(token).secretString("one"));

        assertThatThrownBy(() -> SECRETS.putSecretValue(request ->
                        request.secretId(name).clientRequestToken(token).secretString("two")))
                .isInstanceOf(ResourceExistsException.class);
        assertThatThrownBy(() -> create("one")).isInstanceOf(ResourceExistsException.class);
    }

    @Test
    void says_what_it_cannot_find() {
        assertThatThrownBy(() -> get(name))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("can't find the specified secret");
        assertThatThrownBy(() ->
                        SECRETS.putSecretValue(request -> request.secretId(name).secretString("one")))
                .isInstanceOf(ResourceNotFoundException.class);
        SECRETS.createSecret(request -> request.name(name));
        assertThatThrownBy(() -> get(name))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("AWSCURRENT");
    }

    @Test
    void hides_a_deleted_secret_for_its_recovery_window() {
        create("one");

        Instant deletion = SECRETS.deleteSecret(
                        request -> request.secretId(name).recoveryWindowInDays(7L))
                .deletionDate();

        assertThat(Duration.between(Instant.now(), deletion)).isBetween(Duration.ofDays(6), Duration.ofDays(7));
        assertThatThrownBy(() -> get(name)).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> create("two")).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> SECRETS.deleteSecret(request -> request.secretId(name)))
                .isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void deletes_at_once_when_forced_whether_there_is_a_secret_or_not() {
        create("one");

        for (int time = 0; time < 2; time++) {
            assertThat(SECRETS.deleteSecret(request -> request.secretId(name).forceDeleteWithoutRecovery(true))
                            .name())
                    .isEqualTo(name);
        }

        assertThatThrownBy(() -> get(name)).isInstanceOf(ResourceNotFoundException.class);
        create("again");
        assertThat(get(name).secretString()).isEqualTo("again");
    }

    @Test
    void refuses_parameters_that_secrets_manager_refuses() {
        assertThatThrownBy(() -> SECRETS.deleteSecret(request ->
                        request.secretId(name).forceDeleteWithoutRecovery(true).recoveryWindowInDays(7L)))
                .isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() ->
                        SECRETS.deleteSecret(request -> request.secretId(name).recoveryWindowInDays(6L)))
                .isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> SECRETS.createSecret(request ->
                        request.name(name).clientRequestToken("short").secretString("x")))
                .isInstanceOf(InvalidParameterException.class);
        assertCode("ValidationException", () -> SECRETS.createSecret(request -> request.name("no spaces")));
        assertCode("ValidationException", () -> create("x".repeat(65_537)));
    }

    @Test
    void refuses_what_it_would_ignore() {
        assertCode(
                "NotImplemented",
                () -> SECRETS.createSecret(
                        request -> request.name(name).secretString("x").kmsKeyId("alias/mine")));
        assertCode("NotImplemented", SECRETS::listSecrets);
        assertThatThrownBy(() -> get(name)).isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void tells_missing_permission_from_an_unknown_key() {
        try (SecretsManagerClient denied = client(Account.DENIED_ACCESS_KEY_ID);
                SecretsManagerClient unknown = client("somebody")) {
            assertCode("AccessDeniedException", () -> denied.getSecretValue(request -> request.secretId(name)));
            assertCode("UnrecognizedClientException", () -> unknown.getSecretValue(request -> request.secretId(name)));
        }
    }

    private CreateSecretResponse create(String value) {
        return SECRETS.createSecret(request -> request.name(name).secretString(value));
    }

    private static GetSecretValueResponse get(String id) {
        return SECRETS.getSecretValue(request -> request.secretId(id));
    }

    private String stage(String stage) {
        return SECRETS.getSecretValue(request -> request.secretId(name).versionStage(stage))
                .secretString();
    }

    private static void assertCode(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        SecretsManagerException.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code));
    }

    private static SecretsManagerClient client(String accessKeyId) {
        return SecretsManagerClient.builder()
                .endpointOverride(ENDPOINT.uri())
                .region(Region.of(Account.REGION))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(accessKeyId, Account.SECRET_ACCESS_KEY)))
                .build();
    }
}
