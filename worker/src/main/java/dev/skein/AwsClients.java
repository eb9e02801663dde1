package dev.skein;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.EcsClientBuilder;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Makes the clients of AWS's services: credentials by the SDK's default chain, region and endpoint as configured. */
final class AwsClients {
    /** Longer than SQS's longest poll of 20 s. */
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(40);

    private final SdkHttpClient http =
            UrlConnectionHttpClient.builder().socketTimeout(READ_TIMEOUT).build();
    private final Settings.Aws aws;
    private @Nullable SecretsManagerClient secrets;

    AwsClients(Settings.Aws aws) {
        this.aws = aws;
    }

    S3Client s3() {
        // An endpoint other than AWS's seldom resolves bucket names as hosts.
        return configure(S3Client.builder().httpClient(http))
                .forcePathStyle(aws.endpoint().isPresent())
                .build();
    }

    SqsClient sqs() {
        return configure(SqsClient.builder().httpClient(http)).build();
    }

    SnsClient sns() {
        return configure(SnsClient.builder().httpClient(http)).build();
    }

    /** A sandbox has no ECS: an endpoint of its own, by the SDK's variable for it, goes before that of all services. */
    EcsClient ecs() {
        EcsClientBuilder builder = EcsClient.builder().httpClient(http);
        return System.getenv("AWS_ENDPOINT_URL_ECS") == null
                ? configure(builder).build()
                : regional(builder).build();
    }

    /** One client for all targets, made when the first one needs it. */
    synchronized SecretsManagerClient secrets() {
        if (secrets == null) {
            secrets = configure(SecretsManagerClient.builder().httpClient(http)).build();
        }
        return secrets;
    }

    private <B extends AwsClientBuilder<B, ?>> B configure(B builder) {
        aws.endpoint().ifPresent(builder::endpointOverride);
        return regional(builder);
    }

    private <B extends AwsClientBuilder<B, ?>> B regional(B builder) {
        aws.region().map(Region::of).ifPresent(builder::region);
        return builder.overrideConfiguration(ClientOverrideConfiguration.builder()
                .apiCallTimeout(Duration.ofMinutes(2))
                .build());
    }
}
