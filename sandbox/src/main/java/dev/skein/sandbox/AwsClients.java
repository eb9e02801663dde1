package dev.skein.sandbox;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Ordinary clients of the AWS SDK, pointed at an endpoint of the sandbox. */
record AwsClients(URI endpoint) {
    S3Client s3() {
        return pointed(S3Client.builder()).build();
    }

    SqsClient sqs() {
        return pointed(SqsClient.builder()).build();
    }

    SnsClient sns() {
        return pointed(SnsClient.builder()).build();
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B pointed(B builder) {
        return builder.endpointOverride(endpoint)
                .region(Region.of(Account.REGION))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(Account.ACCESS_KEY_ID, Account.SECRET_ACCESS_KEY)))
                .httpClientBuilder(UrlConnectionHttpClient.builder());
    }
}
