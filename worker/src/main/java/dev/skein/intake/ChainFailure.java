package dev.skein.intake;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What it means that none of the SDK's providers of credentials, or of the region, knows one. The SDK says so in a text of more than
 * thousand characters with the reasons of all of them, and in no other way; most say only that they are not meant.
 */
final class ChainFailure {
    private static final Pattern CREDENTIALS = Pattern.compile(
            "Unable to load credentials from any of the providers in the chain .*?\\]\\) : \\[(.*)\\]", Pattern.DOTALL);
    private static final String REGION = "Unable to load region from any of the providers in the chain";

    /** Each provider's text is its name, its own state in brackets, a colon and its reason. */
    private static final Pattern NEXT = Pattern.compile(", (?=\\w+CredentialsProvider\\()");

    private static final Pattern REASON =
            Pattern.compile("(\\w+)\\((?:profileName=([^,]*), .*?\\]\\))?.*?\\): (.*)", Pattern.DOTALL);

    /** Of those for which nothing is set up. */
    private static final List<String> NOT_MEANT = List.of(
            "Unable to load credentials from system settings",
            "Either the environment variable AWS_WEB_IDENTITY_TOKEN_FILE",
            "Profile file contained no credentials for profile 'default'",
            "Cannot fetch credentials from container - neither",
            "IMDS credentials have been disabled",
            "Failed to load credentials from IMDS");

    private static final String TRY = "; to see what the AWS CLI finds: aws sts get-caller-identity";
    private static final int LONGEST = 300;

    private ChainFailure() {}

    /** Whether there are no credentials. */
    static boolean isWithoutCredentials(String message) {
        return CREDENTIALS.matcher(message).matches();
    }

    /** One sentence with the reason that counts; empty for the text of another failure. */
    static Optional<String> sentence(String message) {
        if (message.startsWith(REGION)) {
            return Optional.of("no region: give --region, SKEIN_REGION, AWS_REGION, or a region in the profile");
        }
        Matcher matcher = CREDENTIALS.matcher(message);
        return matcher.matches()
                ? Optional.of(NEXT.splitAsStream(matcher.group(1))
                        .flatMap(provider -> reason(provider).stream())
                        .findFirst()
                        .orElse("no AWS credentials: neither variables nor a profile nor a role of the machine has any"
                                + TRY))
                : Optional.empty();
    }

    private static Optional<String> reason(String provider) {
        Matcher matcher = REASON.matcher(provider);
        if (!matcher.matches() || NOT_MEANT.stream().anyMatch(matcher.group(3)::startsWith)) {
            return Optional.empty();
        }
        String reason = matcher.group(3).lines().findFirst().orElse("");
        String cut = reason.substring(0, Math.min(LONGEST, reason.length()));
        return Optional.of(
                matcher.group(2) == null
                        ? "no AWS credentials: " + cut + TRY
                        : "no AWS credentials of the profile " + matcher.group(2) + ": "
                                + ofProfile(cut, matcher.group(2)) + TRY);
    }

    private static String ofProfile(String reason, String profile) {
        if (reason.contains("'signin' service module")) {
            return "skein cannot use logins of aws login by itself; run first:"
                    + " eval \"$(aws configure export-credentials --format env)\"";
        }
        if (reason.startsWith("Profile file contained no credentials")) {
            return "it is not there, or has none";
        }
        boolean login = Stream.of("sso", "SSO", "Token ").anyMatch(reason::contains);
        return login
                ? "the login is missing or has expired (" + reason + "); run: aws sso login --profile " + profile
                : reason;
    }
}
