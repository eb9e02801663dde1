package dev.skein.sandbox.http;

/** One AWS service behind the common endpoint. */
public interface Service {
    /** Answers a request that the caller may make. */
    Response handle(Request request);

    /** An error in the form that clients of this service read. */
    Response refuse(Request request, Refusal refusal);

    /** Answers as far as the access of the caller goes. */
    default Response handle(Request request, Caller.Access access) {
        return switch (access) {
            case GRANTED -> handle(request);
            case DENIED -> refuse(request, Refusal.ACCESS_DENIED);
            case UNKNOWN_KEY -> refuse(request, Refusal.UNKNOWN_KEY);
        };
    }
}
