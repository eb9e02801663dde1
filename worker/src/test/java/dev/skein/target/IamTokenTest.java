package dev.skein.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.rds.RdsUtilities;

class IamTokenTest {
    private static final String HOST = "orders.abc.eu-central-1.rds.amazonaws.com";
    private static final String USER = "app user+é";

    static Stream<AwsCredentials> credentials() {
        return Stream.of(
                AwsBasicCredentials.create("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"),
                AwsSessionCredentials.create("AKIDEXAMPLE", "wJalrXUtnFEMI", "session+/=token"));
    }

    @ParameterizedTest
    @MethodSource("credentials")
    void is_the_token_that_the_sdk_makes(AwsCredentials credentials) {
        // Both sign by the clock, whose second may change between them.
        String before = sdk(credentials);
        String ours = new IamCredentials(USER, "eu-central-1")
                .token(HOST, 5433, credentials)
                .value();
        assertThat(ours).startsWith(HOST + ":5433/?");
        assertThat(List.of(parts(before), parts(sdk(credentials)))).contains(parts(ours));
    }

    private static Set<String> parts(String token) {
        return new TreeSet<>(List.of(token.substring(token.indexOf('?') + 1).split("&", -1)));
    }

    private static String sdk(AwsCredentials credentials) {
        return RdsUtilities.builder()
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .build()
                .generateAuthenticationToken(
                        token -> token.hostname(HOST).port(5433).username(USER));
    }
}
