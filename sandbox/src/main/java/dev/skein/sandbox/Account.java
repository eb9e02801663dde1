package dev.skein.sandbox;

/** The one account and region, and the keys that the sandbox knows. */
public final class Account {
    /** Every ARN carries it. */
    public static final String ID = "000000000000";

    public static final String REGION = "eu-central-1";
    public static final String ACCESS_KEY_ID = "sandbox";
    public static final String SECRET_ACCESS_KEY = "sandbox-secret";

    /** A second user with the same permissions and secret, so that one may upload and another approve. */
    public static final String OPERATOR_ACCESS_KEY_ID = "operator";

    /** A known key without any permission, for clients that want to see their own "access denied". */
    public static final String DENIED_ACCESS_KEY_ID = "DENIED";

    private Account() {}
}
