package dev.skein.intake;

import java.io.IOException;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Tells the failures of AWS calls apart. */
public final class AwsFailure {
    /** Some services deny with a status of 400. */
    private static final Set<String> DENIED = Set.of("AccessDenied", "AccessDeniedException", "AuthorizationError");

    /** S3's code and that of other services. */
    private static final Set<String> EXPIRED = Set.of("ExpiredToken", "ExpiredTokenException");

    /** 501 is none of them: what a service does not offer, it will not offer later. */
    private static final Set<Integer> TRANSIENT = Set.of(408, 429, 500, 502, 503, 504);

    private AwsFailure() {}

    /** Whether the same call may well succeed later: no connection, throttling, or a server's error. */
    public static boolean isTransient(SdkException failure) {
        return failure instanceof AwsServiceException service
                ? service.isThrottlingException() || TRANSIENT.contains(service.statusCode())
                : failure.retryable() || hasIoCause(failure);
    }

    /** Whether a permission is missing. */
    public static boolean isDenied(SdkException failure) {
        return status(failure) == 403 || DENIED.contains(code(failure));
    }

    /** Whether the credentials have come to their end: with the same ones no call succeeds any more. */
    public static boolean isExpired(SdkException failure) {
        return EXPIRED.contains(code(failure));
    }

    /** Whether there are no credentials, or none any more, to call with. */
    public static boolean isWithoutCredentials(SdkException failure) {
        return ChainFailure.isWithoutCredentials(String.valueOf(failure.getMessage()));
    }

    /** Whether the thing does not exist. */
    public static boolean isMissing(SdkException failure) {
        // A version that is a delete marker answers 405, and an id that S3 has never given to any 400.
        return status(failure) == 404
                || status(failure) == 405
                || (code(failure).equals("InvalidArgument") && describe(failure).contains("version id"));
    }

    /** Whether a conditional write lost. */
    public static boolean isConflict(SdkException failure) {
        return status(failure) == 412 || status(failure) == 409;
    }

    /** One sentence for a person, without URLs or credentials. */
    public static String describe(SdkException failure) {
        if (failure instanceof AwsServiceException service && service.awsErrorDetails() != null) {
            String message = service.awsErrorDetails().errorMessage();
            return String.format(
                    Locale.ROOT,
                    "%s answered %d %s (request %s)%s",
                    service.awsErrorDetails().serviceName(),
                    service.statusCode(),
                    Objects.toString(service.awsErrorDetails().errorCode(), "without a reason"),
                    service.requestId(),
                    message == null ? "" : ": " + message);
        }
        String message = String.valueOf(failure.getMessage());
        return ChainFailure.sentence(message).orElse(message);
    }

    /** The service's code of the failure; empty text without one. */
    static String code(SdkException failure) {
        return failure instanceof AwsServiceException service && service.awsErrorDetails() != null
                ? Objects.toString(service.awsErrorDetails().errorCode(), "")
                : "";
    }

    private static int status(SdkException failure) {
        return failure instanceof AwsServiceException service ? service.statusCode() : 0;
    }

    private static boolean hasIoCause(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                return true;
            }
        }
        return false;
    }
}
