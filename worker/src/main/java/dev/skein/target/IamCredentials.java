package dev.skein.target;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * A user name and an IAM token, signed for each connection: by the AWS Advanced JDBC Wrapper for the driver, and here
 * for other programs.
 *
 * @param region the database's
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.html">IAM database
 *     authentication</a>
 */
public record IamCredentials(String user, String region) implements Credentials {
    /** RDS takes no older token. */
    private static final Duration VALID = Duration.ofMinutes(15);

    @Override
    public Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("wrapperPlugins", "iam");
        properties.setProperty("iamRegion", region);
        return properties;
    }

    @Override
    public String driverUrl(String url) {
        return url.replaceFirst("^jdbc:", "jdbc:aws-wrapper:");
    }

    @Override
    public String describe() {
        return "user " + user + ", IAM token";
    }

    /** A token: the address of a signed request that is never sent. */
    @Override
    public Optional<Secret> password(String host, int port) {
        try (DefaultCredentialsProvider provider =
                DefaultCredentialsProvider.builder().build()) {
            return Optional.of(token(host, port, provider.resolveCredentials()));
        }
    }

    Secret token(String host, int port, AwsCredentialsIdentity identity) {
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.GET)
                .uri(URI.create("https://" + host + ":" + port + "/"))
                .putRawQueryParameter("Action", "connect")
                .putRawQueryParameter("DBUser", user)
                .build();
        SignedRequest signed = AwsV4HttpSigner.create()
                .sign(sign -> sign.identity(identity)
                        .request(request)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "rds-db")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                        .putProperty(AwsV4HttpSigner.AUTH_LOCATION, AwsV4HttpSigner.AuthLocation.QUERY_STRING)
                        .putProperty(AwsV4HttpSigner.EXPIRATION_DURATION, VALID));
        return new Secret(signed.request().getUri().toString().substring("https://".length()));
    }
}
