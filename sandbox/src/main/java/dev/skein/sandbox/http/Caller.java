package dev.skein.sandbox.http;

import dev.skein.sandbox.Account;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who calls which service, as the credential scope of Signature Version 4 says; the signature itself is not verified.
 *
 * @param service the service of the scope, such as {@code s3}
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Signature
 *     Version 4</a>
 */
public record Caller(String accessKeyId, String service) {
    private static final Pattern SCOPE = Pattern.compile("([^/=\\s]+)/\\d{8}/(?:[^/]*/)?([^/]+)/aws4_request");

    /** What the caller may do. */
    public enum Access {
        GRANTED,
        DENIED,
        UNKNOWN_KEY
    }

    /** The caller, by the Authorization header or a presigned query; empty for an anonymous request. */
    public static Optional<Caller> of(Request request) {
        return request.header("authorization")
                .or(() -> request.query().get("X-Amz-Credential"))
                .map(SCOPE::matcher)
                .filter(Matcher::find)
                .map(scope -> new Caller(scope.group(1), scope.group(2)));
    }

    /** The user behind the key as S3's events name him: {@code AWS:} and his unique id. */
    public String principal() {
        return "AWS:AIDA" + accessKeyId.toUpperCase(Locale.ROOT);
    }

    public Access access() {
        if (accessKeyId.equals(Account.ACCESS_KEY_ID) || accessKeyId.equals(Account.OPERATOR_ACCESS_KEY_ID)) {
            return Access.GRANTED;
        }
        return accessKeyId.equals(Account.DENIED_ACCESS_KEY_ID) ? Access.DENIED : Access.UNKNOWN_KEY;
    }
}
