package dev.skein.sandbox;

/** The one account, region and pair of keys that the sandbox knows. */
public final class Account {
    /** Every ARN carries it. */
    public static final String ID = "000000000000";

    public static final String REGION = "eu-central-1";
    public static final String ACCESS_KEY_ID = "sandbox";
    public static final String SECRET_ACCESS_KEY = "sandbox-secret";

    /** A known key without any permission, for clients that want to see their own "access denied". */
    public static final String DENIED_ACCESS_KEY_ID = "DENIED";

    private Account() {}
}
