package dev.skein.sandbox.http;

/** Why the endpoint turns a request away before its service sees it. */
public enum Refusal {
    ACCESS_DENIED("The access key DENIED has no permission."),
    UNKNOWN_KEY("The access key is not the sandbox's."),
    ANONYMOUS("The request carries no credentials."),
    TOO_LARGE("The body is larger than 128 MiB."),
    FAULT("The sandbox failed; its log on stderr says why.");

    private final String message;

    Refusal(String message) {
        this.message = message;
    }

    public String message() {
        return message;
    }
}
